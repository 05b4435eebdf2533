import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import type { Store } from '../src/ports/store.ts';
import { openStore } from '../src/stores/open-store.ts';
import { archivedListsContract } from '../testing/archived-lists-contract.ts';
import { loadWorld } from '../testing/differential/load-world.ts';
import { writeDuckDbArchive } from '../testing/duckdb/write-duckdb-archive.ts';
import { archiveFixture } from '../testing/worlds/archive-fixture.ts';

describe('lists of archived rows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'archived-lists-'));
  let store: Store;
  beforeAll(async () => {
    const file = join(folder, 'data.duckdb');
    await writeDuckDbArchive(file, archiveFixture.archived ?? []);
    store = await openStore({ kind: 'duckdb', file });
    await loadWorld(store, archiveFixture);
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  archivedListsContract(() => ({ store, world: archiveFixture }));
});
