import type { Client } from '@elastic/elasticsearch';
import { StoreError } from '../../../ports/store-error.ts';
import type { ElasticsearchCalls } from '../client/elasticsearch-calls.ts';
import type { Query } from '../query/query.ts';
import { findHits } from './find-hits.ts';
import type { Hit, Searches, SearchResults } from './group-reader.ts';

const OPERATION = 'reading results';
const CLOSE_WITHIN_MS = 5_000;

/**
 * The last key of a sort, `_shard_doc`, numbers the shards that a search looks into: it is the same in every search over a
 * point in time only while no shard is left out beforehand.
 */
const EVERY_SHARD = { pre_filter_shard_size: 2 ** 31 - 1 };

type Target =
  | { readonly index: string }
  | { readonly pit: { readonly id: string; readonly keep_alive: string } };

async function searchIn(calls: ElasticsearchCalls, target: Target, body: Query) {
  const result = await calls.run(
    OPERATION,
    (client, options) =>
      client.search<Hit['_source'], SearchResults>(
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

type Result = Awaited<ReturnType<typeof searchIn>>;

const aggregationsOf = (result: Result): SearchResults =>
  result._shards.total === 0 ? null : (result.aggregations as SearchResults);

function totalOf({ hits: { total } }: Result): number {
  const value = typeof total === 'number' ? total : total?.value;
  if (value === undefined)
    throw new StoreError('failed', 'the store left the count of rows out of its answer');
  return value;
}

const searches = (send: (body: Query) => Promise<Result>): Searches => ({
  search: async (body) => aggregationsOf(await send(body)),
  find: findHits(async (body) => {
    const { hits } = await send({ ...EVERY_SHARD, ...body });
    return hits.hits as readonly Hit[];
  }),
  count: async (query) => totalOf(await send({ query, size: 0, track_total_hits: true })),
});

/** Searches indices as they are at each search. */
export const searchIndices = (calls: ElasticsearchCalls, index: string): Searches =>
  searches((body) => searchIn(calls, { index }, body));

/** A view of indices that no later write changes. */
export class PointInTime {
  readonly #keepAlive: string;
  #id: string;

  /** @param keepAlive how long Elasticsearch keeps it after the last search over it, such as `2m` */
  constructor(id: string, keepAlive: string) {
    this.#id = id;
    this.#keepAlive = keepAlive;
  }

  /** What Elasticsearch finds it by; it may change with a search. */
  get id(): string {
    return this.#id;
  }

  searches(calls: ElasticsearchCalls): Searches {
    return searches(async (body) => {
      const result = await searchIn(calls, { pit: { id: this.#id, keep_alive: this.#keepAlive } }, body);
      this.#id = result.pit_id ?? this.#id;
      return result;
    });
  }

  /** Closed whatever became of the calls before, and by the node itself where that fails. */
  async close(client: Client): Promise<void> {
    await client
      .closePointInTime({ id: this.#id }, { requestTimeout: CLOSE_WITHIN_MS })
      .catch(() => undefined);
  }
}

/** Opens a point in time over indices. @throws StoreError, also when a shard is missing */
export async function openPointInTime(
  calls: ElasticsearchCalls,
  index: string,
  keepAlive: string,
): Promise<PointInTime> {
  const { id } = await calls.run(OPERATION, (client, options) =>
    client.openPointInTime({ index, keep_alive: keepAlive, allow_partial_search_results: false }, options),
  );
  return new PointInTime(id, keepAlive);
}
