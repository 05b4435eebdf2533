import { afterEach, beforeEach, describe } from 'vitest';
import type { ArchiveWorld } from './archive-contract/archive-world.ts';
import { beforeContract } from './archive-contract/before-contract.ts';

const CONTRACT = [beforeContract];

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
