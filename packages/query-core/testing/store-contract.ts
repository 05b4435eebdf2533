import { afterEach, beforeEach, describe } from 'vitest';
import type { Store } from '../src/ports/store.ts';
import { cursorsContract } from './store-contract/cursors-contract.ts';
import { exportContract } from './store-contract/export-contract.ts';
import { heldContract } from './store-contract/held-contract.ts';
import { pagesContract } from './store-contract/pages-contract.ts';
import { readingContract } from './store-contract/reading-contract.ts';
import { worldsContract } from './store-contract/worlds-contract.ts';
import { writingContract } from './store-contract/writing-contract.ts';

const CONTRACT = [
  writingContract,
  readingContract,
  pagesContract,
  cursorsContract,
  heldContract,
  exportContract,
  worldsContract,
];

/**
 * What every store must do, whatever engine is behind it.
 * @param openEmpty opens a store of its own for one test; the suite closes it
 */
export function storeContract(name: string, openEmpty: () => Promise<Store>): void {
  describe(`the store contract on ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await openEmpty();
    });
    afterEach(() => store.close());
    for (const part of CONTRACT) part(() => store);
  });
}
