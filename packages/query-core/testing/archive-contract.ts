import { afterEach, beforeEach, describe } from 'vitest';
import type { ArchiveWorld } from './archive-contract/archive-world.ts';
import { beforeContract } from './archive-contract/before-contract.ts';
import { emptiedContract } from './archive-contract/emptied-contract.ts';
import { exactContract } from './archive-contract/exact-contract.ts';
import { groupsContract } from './archive-contract/groups-contract.ts';
import { interruptedContract } from './archive-contract/interrupted-contract.ts';
import { meanwhileContract } from './archive-contract/meanwhile-contract.ts';
import { restoreContract } from './archive-contract/restore-contract.ts';

const CONTRACT = [
  beforeContract,
  emptiedContract,
  exactContract,
  groupsContract,
  restoreContract,
  interruptedContract,
  meanwhileContract,
];

/**
 * What every store must do with rows that are moved to the archive and back, whatever engine is behind it.
 * @param openEmpty opens a store of its own for one test; the suite closes it
 */
export function archiveContract(name: string, openEmpty: () => Promise<ArchiveWorld>): void {
  describe(`the archive contract on ${name}`, () => {
    let world: ArchiveWorld;
    beforeEach(async () => {
      world = await openEmpty();
    });
    afterEach(() => world.close());
    for (const part of CONTRACT) part(() => world);
  });
}
