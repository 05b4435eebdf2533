import { RiskAcceptance } from '@achilles/types';
import { errors } from '@elastic/elasticsearch';
import { StoreError } from '../../ports/store-error.ts';
import type { ElasticsearchCalls } from './client/elasticsearch-calls.ts';

const PAGE = 5_000;
const KEEP_ALIVE = '1m';
const OPERATION = 'reading risk acceptances';

const isMissing = (error: unknown): boolean =>
  error instanceof StoreError &&
  error.cause instanceof errors.ResponseError &&
  error.cause.statusCode === 404;

interface Hit {
  readonly _id?: string | undefined;
  readonly _source?: unknown;
}

function toAcceptance({ _id, _source }: Hit): RiskAcceptance {
  const parsed = RiskAcceptance.safeParse(_source);
  if (parsed.success) return parsed.data;
  const message = `risk acceptance ${_id} is not readable: ${parsed.error.issues.map(({ path, message: fault }) => `${path.join('.')} ${fault}`).join(', ')}; correct or delete it`;
  throw new StoreError('unreadable', message);
}

/** Every record of the index, whatever its status; none where the index was never made. @throws StoreError */
export async function readAcceptances(calls: ElasticsearchCalls, index: string): Promise<RiskAcceptance[]> {
  try {
    const { hits } = await calls.run(OPERATION, (client, options) =>
      client.search(
        {
          index,
          size: PAGE,
          track_total_hits: true,
          allow_partial_search_results: false,
        },
        options,
      ),
    );
    const total = typeof hits.total === 'number' ? hits.total : (hits.total?.value ?? 0);
    if (total === hits.hits.length) return hits.hits.map(toAcceptance);
    return (await readPages(calls, index)).map(toAcceptance);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** More records than one search answers, from one point in time. */
async function readPages(calls: ElasticsearchCalls, index: string): Promise<Hit[]> {
  const { id } = await calls.run(OPERATION, (client, options) =>
    client.openPointInTime({ index, keep_alive: KEEP_ALIVE, allow_partial_search_results: false }, options),
  );
  try {
    const records: Hit[] = [];
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
      records.push(...hits.hits);
      if (hits.hits.length < PAGE) return records;
      after = hits.hits.at(-1)?.sort as (string | number | null)[];
    }
  } finally {
    await calls
      .run(OPERATION, (client, options) => client.closePointInTime({ id }, options))
      .catch(() => undefined);
  }
}
