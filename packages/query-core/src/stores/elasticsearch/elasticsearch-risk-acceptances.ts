import type { Client } from '@elastic/elasticsearch';
import type { RiskAcceptanceStore, RiskRecord } from '../../ports/risk-acceptance-store.ts';
import { StoreError } from '../../ports/store-error.ts';
import { findAcceptance, replaceAcceptance } from './acceptance-document.ts';
import { type CallLimits, ElasticsearchCalls } from './client/elasticsearch-calls.ts';
import type { NodeWatch } from './client/node-watch.ts';
import { ensureIndex } from './indices/ensure-index.ts';
import { acceptanceHits, recordOf } from './read-acceptances.ts';

const OPERATION = 'storing a risk acceptance';

const MOST_ROUNDS = 20;
/** A longer value is kept in its record and not indexed: the index refuses terms of more than 32,766 bytes. */
const LONGEST_TERM = 8_191;

const keywords = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, { type: 'keyword', ignore_above: LONGEST_TERM } as const]));

/** The mapping of the index where it is made here; one that is there already is used as it is. */
const MAPPING = {
  dynamic: false,
  properties: {
    ...keywords('acceptance_id', 'org_id', 'test_name', 'control_id', 'hostname', 'scope', 'status'),
    ...keywords('accepted_by', 'accepted_by_name', 'revoked_by', 'revoked_by_name'),
    accepted_at: { type: 'date' },
    expires_at: { type: 'date' },
    revoked_at: { type: 'date' },
    justification: { type: 'text' },
    revocation_reason: { type: 'text' },
  },
} as const;

/** Keeps risk acceptances in the index of CONTRACT section 3, whole records as they were given. */
export class ElasticsearchRiskAcceptances implements RiskAcceptanceStore {
  readonly #client: Client;
  readonly #watch: NodeWatch;
  readonly #limits: CallLimits;
  readonly #index: string;

  constructor(client: Client, watch: NodeWatch, limits: CallLimits, index: string) {
    this.#index = index;
    this.#client = client;
    this.#watch = watch;
    this.#limits = limits;
  }

  async list(signal?: AbortSignal): Promise<readonly RiskRecord[]> {
    return (await acceptanceHits(this.#calls(signal), this.#index)).map(recordOf);
  }

  async get(id: string): Promise<RiskRecord | null> {
    const found = await findAcceptance(this.#calls(), this.#index, id);
    return found === null ? null : found.record;
  }

  async put(record: RiskRecord): Promise<void> {
    const calls = this.#calls();
    await ensureIndex(calls, this.#index, MAPPING);
    await calls.run(OPERATION, (client, options) =>
      client.index(
        {
          index: this.#index,
          id: record.acceptance_id,
          document: record,
          refresh: true,
        },
        options,
      ),
    );
  }

  async change(id: string, change: (record: RiskRecord) => RiskRecord): Promise<RiskRecord | null> {
    const calls = this.#calls();
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const found = await findAcceptance(calls, this.#index, id);
      if (found === null) return null;
      const changed = change(found.record);
      if (await replaceAcceptance(calls, found, changed)) return changed;
    }
    throw new StoreError('overloaded', 'others keep changing the same risk acceptance');
  }

  #calls(signal?: AbortSignal): ElasticsearchCalls {
    return new ElasticsearchCalls(this.#client, this.#watch, this.#limits, { signal });
  }
}
