import type { Store } from '../ports/store.ts';

/** Which store to open, and with what. */
export type StoreOptions = { readonly kind: 'duckdb'; readonly file: string; readonly clock?: () => number };

/** Opens a store: the only place that knows which stores there are. One that is not asked for is not loaded. */
export async function openStore(options: StoreOptions): Promise<Store> {
  switch (options.kind) {
    case 'duckdb': {
      const { openDuckDbStore } = await import('./duckdb/open-duckdb-store.ts');
      return openDuckDbStore(options);
    }
    default:
      return options.kind satisfies never;
  }
}
