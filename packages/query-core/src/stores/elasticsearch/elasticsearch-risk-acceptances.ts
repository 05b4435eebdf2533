import type { RiskAcceptance } from '@achilles/types';
import type { Client } from '@elastic/elasticsearch';
import type { RiskAcceptanceStore } from '../../ports/risk-acceptance-store.ts';
import { type CallLimits, ElasticsearchCalls } from './client/elasticsearch-calls.ts';
import type { NodeWatch } from './client/node-watch.ts';
import { ensureIndex } from './indices/ensure-index.ts';

const OPERATION = 'storing a risk acceptance';

const keywords = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, { type: 'keyword' } as const]));

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

  async put(acceptance: RiskAcceptance): Promise<void> {
    const calls = new ElasticsearchCalls(this.#client, this.#watch, this.#limits);
    await ensureIndex(calls, this.#index, MAPPING);
    await calls.run(OPERATION, (client, options) =>
      client.index(
        {
          index: this.#index,
          id: acceptance.acceptance_id,
          document: acceptance,
          refresh: true,
        },
        options,
      ),
    );
  }
}
