import type { Client } from '@elastic/elasticsearch';
import type { IndexSettings } from '../../src/indices/index-settings.ts';
import type { SharedSnapshots } from '../../src/ports/shared-snapshots.ts';
import type { Store } from '../../src/ports/store.ts';
import { connect, type ElasticsearchConnection } from '../../src/stores/elasticsearch/client/connection.ts';
import type { CallLimits } from '../../src/stores/elasticsearch/client/elasticsearch-calls.ts';
import { indexExpressions } from '../../src/stores/elasticsearch/indices/index-expressions.ts';
import { openElasticsearchStore } from '../../src/stores/elasticsearch/open-elasticsearch-store.ts';
import type { RawDocument, World } from '../worlds/world.ts';

/** How to reach a server that lets everyone in. */
export const connectionTo = (node: string): ElasticsearchConnection => ({
  target: { node },
  credentials: null,
  caCert: null,
  tlsInsecureSkipVerify: false,
});

/** How a store of a sandbox differs from the usual. */
export interface SandboxOptions {
  readonly limits?: CallLimits;
  /** The address to use in place of the node's own, such as that of a proxy. */
  readonly through?: string;
  readonly pattern?: string;
  readonly mostHeld?: number;
  readonly shared?: SharedSnapshots;
}

let made = 0;

/** Indices of one test on a running Elasticsearch: their names begin with a prefix that nobody else has. */
export class ElasticsearchSandbox {
  readonly prefix: string;
  readonly settings: IndexSettings;
  readonly client: Client;
  readonly #node: string;

  constructor(node: string) {
    made += 1;
    this.prefix = `test-${process.pid}-${made}-${Math.floor(performance.now())}`;
    this.#node = node;
    this.client = connect(connectionTo(node));
    this.settings = {
      pattern: `${this.prefix}-achilles-results-*`,
      writePrefix: `${this.prefix}-achilles-results`,
      rollover: 'monthly',
      ownPrefix: `${this.prefix}-achilles`,
    };
  }

  /** The name that an index of a world has here. */
  named(index: string): string {
    return `${this.prefix}-${index}`;
  }

  /** A world whose rows are in indices of this test. */
  ownWorld(world: World): World {
    const own = (documents: readonly RawDocument[]) =>
      documents.map((document) => ({ ...document, index: this.named(document.index) }));
    return { ...world, documents: own(world.documents), archived: own(world.archived ?? []) };
  }

  /** Opens the store; the indices of rows that are written get the names they have here. */
  open(options: SandboxOptions = {}): Store {
    const store = this.#open(options);
    const { writer } = store;
    return {
      ...store,
      writer: {
        write: (rows, permit) =>
          writer.write(
            rows.map((row) => ({ ...row, index: this.#own(row.index) })),
            permit,
          ),
        count: () => writer.count(),
      },
    };
  }

  #own(index: string): string {
    return index.startsWith(this.prefix) ? index : this.named(index);
  }

  #open({ through, pattern, ...options }: SandboxOptions): Store {
    return openElasticsearchStore({
      connection: connectionTo(through ?? this.#node),
      indices: { ...this.settings, ...(pattern !== undefined && { pattern }) },
      ...options,
    });
  }

  /** How many views and searches the indices of this test are open in. */
  async openContexts(): Promise<number> {
    const { _all: all } = await this.client.indices.stats({ index: this.settings.pattern, metric: 'search' });
    return all.total?.search?.open_contexts ?? 0;
  }

  /** Takes away everything that was made under the prefix. */
  async close(): Promise<void> {
    const found = await this.client.cat.indices({ index: `*${this.prefix}-*`, h: ['index'], format: 'json' });
    const names = found.flatMap(({ index }) => (index === undefined ? [] : [index]));
    for (const index of indexExpressions(names))
      await this.client.indices.delete({ index, ignore_unavailable: true });
    await this.client.close();
  }
}
