import { beforeEach, expect, test } from 'vitest';
import { archiveBefore, document, restoreJob, run } from '../testing/archive-contract/moves.ts';
import {
  describeArchiveWorlds,
  type ElasticsearchArchiveWorld,
} from '../testing/elasticsearch/archive-worlds.ts';

describeArchiveWorlds('moves', (opened) => {
  let world: ElasticsearchArchiveWorld;
  let live: string;
  let archive: string;
  beforeEach(async () => {
    world = opened();
    live = world.named('achilles-results-a');
    archive = `archived-${world.sandbox.settings.writePrefix}`;
    for (let i = 0; i < 5; i++) await world.put(live, `${i}`, document({ note: `${i}` }));
  });

  const block = (index: string, on: boolean | null, kind = 'write') =>
    world.sandbox.client.indices.putSettings({ index, settings: { [`index.blocks.${kind}`]: on } });

  test('nothing is archived where the archive has another mapping', async () => {
    await world.sandbox.client.indices.create({ index: archive, mappings: { dynamic: false } });
    await expect(run(world, archiveBefore())).rejects.toMatchObject({
      failure: 'unreadable',
      message: expect.stringMatching(
        /^nothing can be archived in archived-.*: achilles_archive\.index must be mapped as keyword, and archived-.* does not map it\. Reindex/,
      ),
    });
    expect((await world.live()).size).toBe(5);
    expect((await world.archived()).size).toBe(0);
  });

  test.each(['write', 'read_only', 'read_only_allow_delete'])(
    'every row is in one place where an index of either side is blocked by %s, and the next run moves them',
    async (kind) => {
      const refused = (index: string) => ({
        failure: 'unreadable',
        message: expect.stringContaining(`index ${index} takes no writes`),
      });
      await run(world, archiveBefore('first', Date.parse('1990-01-01T00:00:00Z')));
      await block(live, true, kind);
      // Deletions pass the block of a full disk, which is what it is for.
      const isLifted = kind === 'read_only_allow_delete';
      if (!isLifted) {
        await expect(run(world, archiveBefore())).rejects.toMatchObject(refused(live));
        expect((await world.live()).size).toBe(5);
        expect((await world.archived()).size).toBe(0);
      }
      await block(live, null, kind);
      await run(world, archiveBefore());
      await block(archive, true, kind);
      if (!isLifted) {
        await expect(run(world, restoreJob('job-1'))).rejects.toMatchObject(refused(archive));
        expect((await world.live()).size).toBe(0);
        expect((await world.archived()).size).toBe(5);
      }
      await world.put(live, 'more', document({}));
      await expect(run(world, archiveBefore('job-2'))).rejects.toMatchObject(refused(archive));
      expect((await world.live()).size).toBe(1);
      await block(archive, null, kind);
      expect(await run(world, archiveBefore('job-3'))).toMatchObject({ moved: 1 });
      expect(await run(world, restoreJob('job-1'))).toMatchObject({ moved: 5 });
    },
  );

  test('what was moved before an index refused its rows is counted', async () => {
    const other = world.named('achilles-results-b');
    for (let i = 0; i < 7; i++) await world.put(other, `${i}`, document({ note: `${i}` }));
    await block(other, true);
    let told = 0;
    const onProgress = async ({ moved }: { readonly moved: number }) => {
      told = moved;
    };
    await expect(run(world, archiveBefore(), { onProgress })).rejects.toMatchObject({
      message: expect.stringContaining(
        `index ${other} takes no writes: its setting index.blocks.write is on`,
      ),
    });
    const archived = await world.archived();
    expect((await world.live()).size + archived.size).toBe(12);
    expect(told).toBe(archived.size);
    expect(told).toBe(5);
  });

  test('a closed archive is told of', async () => {
    await run(world, archiveBefore());
    await world.sandbox.client.indices.close({ index: archive });
    await expect(run(world, restoreJob('job-1'))).rejects.toMatchObject({
      failure: 'unreadable',
      message: expect.stringContaining(`index ${archive} is closed`),
    });
  });

  test('an index is made once, with the mapping of results', async () => {
    const index = world.named('achilles-results-new');
    const permit = async () => undefined;
    expect(await world.store.indexAdmin.create(index, permit)).toBe(true);
    expect(await world.store.indexAdmin.create(index, permit)).toBe(false);
    const found = await world.sandbox.client.indices.getMapping({ index });
    expect(found[index]?.mappings.dynamic).toBe('false');
  });
});
