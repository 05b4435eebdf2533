import type { Client } from '@elastic/elasticsearch';
import { StoreError } from '../../../ports/store-error.ts';
import type { ElasticsearchCalls } from '../client/elasticsearch-calls.ts';
import type { Query } from '../query/query.ts';
import type { Search, SearchResults } from './group-reader.ts';

const OPERATION = 'reading results';
/** How long a point in time outlives the last search over it, should its owner die. */
const KEEP_ALIVE = '2m';

type Target =
  | { readonly index: string }
  | { readonly pit: { readonly id: string; readonly keep_alive: string } };

async function searchIn(calls: ElasticsearchCalls, target: Target, body: Query) {
  const result = await calls.run(
    OPERATION,
    (client, options) =>
      client.search(
        {
          ...target,
          ...('index' in target && { allow_no_indices: true }),
          ...body,
          allow_partial_search_results: false,
        },
        options,
      ),
    { statement: body, breakerIsFinal: true },
  );
  if (result.timed_out || result._shards.failed > 0) {
    const statement = JSON.stringify(body);
    throw new StoreError('unavailable', 'a part of the results could not be read', undefined, statement);
  }
  return result;
}

const aggregationsOf = (result: Awaited<ReturnType<typeof searchIn>>): SearchResults =>
  result._shards.total === 0 ? null : (result.aggregations as unknown as SearchResults);

/** Searches indices as they are at each search. */
export const searchIndices =
  (calls: ElasticsearchCalls, index: string): Search =>
  async (body) =>
    aggregationsOf(await searchIn(calls, { index }, body));

/** A view of indices that no later write changes. */
export interface PointInTime {
  readonly search: Search;
  close(): Promise<void>;
}

/** Opens a point in time over indices. @throws StoreError, also when a shard is missing */
export async function openPointInTime(
  client: Client,
  calls: ElasticsearchCalls,
  index: string,
): Promise<PointInTime> {
  const opened = await calls.run(OPERATION, (to, options) =>
    to.openPointInTime({ index, keep_alive: KEEP_ALIVE, allow_partial_search_results: false }, options),
  );
  let { id } = opened;
  return {
    search: async (body) => {
      const result = await searchIn(calls, { pit: { id, keep_alive: KEEP_ALIVE } }, body);
      id = result.pit_id ?? id;
      return aggregationsOf(result);
    },
    // Closed whatever became of the calls before, and by the node itself where that fails.
    close: async () => {
      await client.closePointInTime({ id }, { requestTimeout: 5_000 }).catch(() => undefined);
    },
  };
}
