import type { Client } from '@elastic/elasticsearch';
import { archivePatterns } from '../../indices/archive-patterns.ts';
import type { IndexSettings } from '../../indices/index-settings.ts';
import type { IndexCatalog, IndexState } from '../../ports/index-catalog.ts';
import { type CallLimits, ElasticsearchCalls } from './client/elasticsearch-calls.ts';
import { isCausedBy } from './client/elasticsearch-error.ts';
import type { NodeWatch } from './client/node-watch.ts';
import { countDocuments } from './indices/count-documents.ts';
import { indexNames } from './indices/index-names.ts';
import { indexStats } from './indices/index-stats.ts';
import { resultsTarget } from './indices/results-target.ts';

const MOST_TRIES = 3;

/** An index that was deleted or closed between two calls. */
const isPassing = (error: unknown): boolean =>
  isCausedBy(error, 'index_not_found_exception') || isCausedBy(error, 'index_closed_exception');

/** How the cluster is reached, for how long, and which of its indices hold results. */
export interface IndicesOptions {
  readonly client: Client;
  readonly watch: NodeWatch;
  readonly limits: CallLimits;
  readonly indices: IndexSettings;
}

/** Tells of the indices of results and their archive, closed ones and those without shards included. */
export class ElasticsearchIndices implements IndexCatalog {
  readonly #options: IndicesOptions;
  /** The archive comes last, since what reads leave out it is part of. */
  readonly #target: string;

  constructor(options: IndicesOptions) {
    this.#options = options;
    const { indices } = options;
    this.#target = [resultsTarget(indices).index, ...archivePatterns(indices)].join(',');
  }

  async list(isAsked: (name: string) => boolean, signal?: AbortSignal): Promise<readonly IndexState[]> {
    const { client, watch, limits } = this.#options;
    const calls = new ElasticsearchCalls(client, watch, limits, { signal });
    for (let tries = 1; ; tries++) {
      try {
        return await this.#list(calls, isAsked);
      } catch (error) {
        if (!isPassing(error) || tries === MOST_TRIES) throw error;
      }
    }
  }

  async #list(calls: ElasticsearchCalls, isAsked: (name: string) => boolean): Promise<IndexState[]> {
    const names = (await indexNames(calls, this.#target)).filter(({ name }) => isAsked(name));
    const stats = await indexStats(
      calls,
      names.map(({ name }) => name),
    );
    const states = names.map(({ name, isClosed }) => {
      // Statistics are those of shards: an index all of whose shards are away has none.
      const { status, bytes } = stats.get(name) ?? { status: 'red' as const, bytes: null };
      return { name, status: isClosed ? ('close' as const) : status, bytes };
    });
    const readable = states.filter(({ status }) => status !== 'close' && status !== 'red');
    const counts = await countDocuments(
      calls,
      readable.map(({ name }) => name),
    );
    return states.map(({ name, status, bytes }) => {
      const docsCount = counts.get(name) ?? null;
      return { name, docsCount, storeSizeBytes: docsCount === null ? null : bytes, status };
    });
  }
}
