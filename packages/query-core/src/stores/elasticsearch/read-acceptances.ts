import { errors } from '@elastic/elasticsearch';
import { ACCEPTANCES_INDEX } from '../../indices/own-indices.ts';
import { StoreError } from '../../ports/store-error.ts';
import type { ElasticsearchCalls } from './elasticsearch-calls.ts';

const PAGE = 5_000;
const KEEP_ALIVE = '1m';
const OPERATION = 'reading risk acceptances';

const isMissing = (error: unknown): boolean =>
  error instanceof StoreError &&
  error.cause instanceof errors.ResponseError &&
  error.cause.statusCode === 404;

/** Every record of the index, whatever its status; none where the index was never made. @throws StoreError */
export async function readAcceptances(calls: ElasticsearchCalls): Promise<unknown[]> {
  try {
    const { hits } = await calls.run(OPERATION, (client, options) =>
      client.search(
        {
          index: ACCEPTANCES_INDEX,
          size: PAGE,
          track_total_hits: true,
          allow_partial_search_results: false,
        },
        options,
      ),
    );
    const total = typeof hits.total === 'number' ? hits.total : (hits.total?.value ?? 0);
    if (total === hits.hits.length) return hits.hits.map(({ _source }) => _source);
    return await readPages(calls);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** More records than one search answers, from one point in time. */
async function readPages(calls: ElasticsearchCalls): Promise<unknown[]> {
  const { id } = await calls.run(OPERATION, (client, options) =>
    client.openPointInTime(
      { index: ACCEPTANCES_INDEX, keep_alive: KEEP_ALIVE, allow_partial_search_results: false },
      options,
    ),
  );
  try {
    const records: unknown[] = [];
    for (let after: (string | number | null)[] | undefined; ; ) {
      const { hits } = await calls.run(OPERATION, (client, options) =>
        client.search(
          {
            pit: { id, keep_alive: KEEP_ALIVE },
            size: PAGE,
            sort: [{ _shard_doc: 'asc' }],
            allow_partial_search_results: false,
            ...(after !== undefined && { search_after: after as (string | number)[] }),
          },
          options,
        ),
      );
      for (const { _source } of hits.hits) records.push(_source);
      if (hits.hits.length < PAGE) return records;
      after = hits.hits.at(-1)?.sort as (string | number | null)[];
    }
  } finally {
    await calls
      .run(OPERATION, (client, options) => client.closePointInTime({ id }, options))
      .catch(() => undefined);
  }
}
