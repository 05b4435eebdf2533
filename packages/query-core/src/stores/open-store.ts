import type { Store } from '../ports/store.ts';
import type { DuckDbOptions } from './duckdb/open-duckdb-store.ts';
import type { ElasticsearchOptions } from './elasticsearch/open-elasticsearch-store.ts';

/** Which store to open, and with what. */
export type StoreOptions =
  | ({ readonly kind: 'duckdb' } & DuckDbOptions)
  | ({ readonly kind: 'elasticsearch' } & ElasticsearchOptions);

/** Opens a store: the only place that knows which stores there are. One that is not asked for is not loaded. */
export async function openStore(options: StoreOptions): Promise<Store> {
  switch (options.kind) {
    case 'duckdb': {
      const { openDuckDbStore } = await import('./duckdb/open-duckdb-store.ts');
      return openDuckDbStore(options);
    }
    case 'elasticsearch': {
      const { openElasticsearchStore } = await import('./elasticsearch/open-elasticsearch-store.ts');
      return openElasticsearchStore(options);
    }
    default:
      return options satisfies never;
  }
}
