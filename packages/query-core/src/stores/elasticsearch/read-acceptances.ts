import { RiskAcceptance } from '@achilles/types';
import type { RiskRecord } from '../../ports/risk-acceptance-store.ts';
import { StoreError } from '../../ports/store-error.ts';
import type { ElasticsearchCalls } from './client/elasticsearch-calls.ts';
import { isCausedBy } from './client/elasticsearch-error.ts';

const PAGE = 5_000;
const KEEP_ALIVE = '1m';
const OPERATION = 'reading risk acceptances';

/** A document of the index of risk acceptances, and where it is. */
export interface AcceptanceHit {
  readonly _index: string;
  readonly _id?: string | undefined;
  readonly _source?: unknown;
}

/** The record that a document holds. One that its writer gave no id has that of its document. */
export function recordOf({ _id, _source }: AcceptanceHit): RiskRecord {
  const fields = _source as Readonly<Record<string, unknown>> | undefined;
  const id = fields?.acceptance_id;
  return { ...fields, acceptance_id: typeof id === 'string' ? id : String(_id) };
}

function toAcceptance(hit: AcceptanceHit): RiskAcceptance {
  const record = recordOf(hit);
  const parsed = RiskAcceptance.safeParse(record);
  if (parsed.success) return parsed.data;
  const message = `risk acceptance ${record.acceptance_id} is not readable: ${parsed.error.issues.map(({ path, message: fault }) => `${path.join('.')} ${fault}`).join(', ')}; correct or delete it`;
  throw new StoreError('unreadable', message);
}

/** Every record of the index, whatever its status; none where the index was never made. @throws StoreError */
export async function readAcceptances(calls: ElasticsearchCalls, index: string): Promise<RiskAcceptance[]> {
  return (await acceptanceHits(calls, index)).map(toAcceptance);
}

/** Every document of the index, whoever wrote it; none where the index was never made. @throws StoreError */
export async function acceptanceHits(calls: ElasticsearchCalls, index: string): Promise<AcceptanceHit[]> {
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
    return total === hits.hits.length ? hits.hits : await readPages(calls, index);
  } catch (error) {
    if (isCausedBy(error, 'index_not_found_exception')) return [];
    throw error;
  }
}

/** More records than one search answers, from one point in time. */
async function readPages(calls: ElasticsearchCalls, index: string): Promise<AcceptanceHit[]> {
  const { id } = await calls.run(OPERATION, (client, options) =>
    client.openPointInTime({ index, keep_alive: KEEP_ALIVE, allow_partial_search_results: false }, options),
  );
  try {
    const records: AcceptanceHit[] = [];
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
