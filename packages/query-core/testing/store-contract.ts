import { afterEach, beforeEach, describe } from 'vitest';
import { indexCatalogContract } from './index-catalog-contract.ts';
import { riskAcceptanceContract } from './risk-acceptance-contract.ts';
import { cursorsContract } from './store-contract/cursors-contract.ts';
import { exportContract } from './store-contract/export-contract.ts';
import { heldContract } from './store-contract/held-contract.ts';
import { pagesContract } from './store-contract/pages-contract.ts';
import { readingContract } from './store-contract/reading-contract.ts';
import { type ContractStore, worldsContract } from './store-contract/worlds-contract.ts';
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
export function storeContract(name: string, openEmpty: () => Promise<ContractStore>): void {
  describe(`the store contract on ${name}`, () => {
    let store: ContractStore;
    beforeEach(async () => {
      store = await openEmpty();
    });
    afterEach(() => store.close());
    for (const part of CONTRACT) part(() => store);
    describe('risk acceptances', () => riskAcceptanceContract(() => store.riskAcceptances));
    describe('indices', () => indexCatalogContract(() => store));
  });
}
