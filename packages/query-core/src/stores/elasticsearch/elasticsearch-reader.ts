import type { Client } from '@elastic/elasticsearch';
import type { IndexSettings } from '../../indices/index-settings.ts';
import { ownIndices } from '../../indices/own-indices.ts';
import type { ResultReader, Snapshot } from '../../ports/result-reader.ts';
import type { SharedSnapshots } from '../../ports/shared-snapshots.ts';
import { StoreError } from '../../ports/store-error.ts';
import { type CallLimits, ElasticsearchCalls } from './client/elasticsearch-calls.ts';
import type { NodeWatch } from './client/node-watch.ts';
import { ElasticsearchSnapshot, type SnapshotSources } from './elasticsearch-snapshot.ts';
import { HeldViews } from './held-views.ts';
import { type ResultsTarget, resultsTarget } from './indices/results-target.ts';
import { KnownAcceptances } from './known-acceptances.ts';
import { PlanReader } from './plan-reader.ts';
import { readAcceptances } from './read-acceptances.ts';

/** How the cluster is reached, for how long, and which of its indices hold results. */
export interface ReaderOptions {
  readonly client: Client;
  readonly watch: NodeWatch;
  readonly limits: CallLimits;
  readonly indices: IndexSettings;
  readonly clock: () => number;
  /** How many snapshots are held open at most. */
  readonly mostHeld: number;
  readonly shared: SharedSnapshots | undefined;
}

/** Reads results from Elasticsearch. */
export class ElasticsearchReader implements ResultReader {
  readonly #options: ReaderOptions;
  readonly #target: ResultsTarget;
  readonly #plans: PlanReader;
  readonly #held: HeldViews;
  readonly #acceptances = new KnownAcceptances();
  /** Views that are being closed; nobody waits for them. */
  readonly #ending = new Set<Promise<void>>();

  constructor(options: ReaderOptions) {
    this.#options = options;
    const { client, mostHeld: most, shared } = options;
    this.#target = resultsTarget(options.indices);
    this.#plans = new PlanReader(client, this.#target);
    this.#held = new HeldViews({ most, shared, close: (view) => view.close(client) });
  }

  async withSnapshot<T>(use: (snapshot: Snapshot) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const sources = this.#sources(this.#options.clock(), signal);
    const begun: ElasticsearchSnapshot[] = [];
    try {
      return await this.#acceptances.ask(sources.riskAcceptances, (riskAcceptances) => {
        const snapshot = new ElasticsearchSnapshot({ ...sources, riskAcceptances });
        begun.push(snapshot);
        return use(snapshot);
      });
    } finally {
      const last = begun.pop();
      for (const outOfDate of begun) this.#end(outOfDate.drop());
      if (last !== undefined) this.#end(last.end());
    }
  }

  async withHeld<T>(id: string, use: (snapshot: Snapshot) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const held = await this.#held.enter(id);
    try {
      return await use(new ElasticsearchSnapshot(this.#sources(held.view.asOf, signal), held));
    } finally {
      held.leave();
    }
  }

  release(id: string): Promise<void> {
    return this.#held.release(id);
  }

  /** Closes what is open; resolves when that is done. */
  async close(): Promise<void> {
    await this.#held.close();
    await Promise.all(this.#ending);
  }

  #sources(asOf: number, signal: AbortSignal | undefined): SnapshotSources {
    if (signal?.aborted) throw new StoreError('cancelled', 'the caller left before the store was asked');
    const { client, watch, limits, indices } = this.#options;
    const newCalls = () => new ElasticsearchCalls(client, watch, limits, { signal });
    const calls = newCalls();
    const riskAcceptances = () => readAcceptances(calls, ownIndices(indices).acceptances);
    const { leftOut } = this.#target;
    return { asOf, riskAcceptances, leftOut, calls, newCalls, plans: this.#plans, held: this.#held };
  }

  /** The answer does not wait until what it was read from is closed. */
  #end(closing: Promise<void>): void {
    const ended = closing.catch(() => undefined).then(() => void this.#ending.delete(ended));
    this.#ending.add(ended);
  }
}
