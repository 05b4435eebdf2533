import type { Client } from '@elastic/elasticsearch';
import type { IndexAdmin } from '../../ports/index-admin.ts';
import { type CallLimits, ElasticsearchCalls } from './client/elasticsearch-calls.ts';
import type { NodeWatch } from './client/node-watch.ts';
import { ensureIndex } from './indices/ensure-index.ts';
import { RESULTS_MAPPING } from './indices/results-mapping.ts';

/** Makes indices of results on Elasticsearch. */
export class ElasticsearchIndexAdmin implements IndexAdmin {
  readonly #calls: () => ElasticsearchCalls;

  constructor(client: Client, watch: NodeWatch, limits: CallLimits) {
    this.#calls = () => new ElasticsearchCalls(client, watch, limits);
  }

  async create(index: string, permit: () => Promise<void>): Promise<boolean> {
    await permit();
    return (await ensureIndex(this.#calls(), index, RESULTS_MAPPING)).created;
  }
}
