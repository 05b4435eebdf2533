import { beforeEach, expect, test } from 'vitest';
import { archiveBefore, document, Lost, restoreJob, run } from '../testing/archive-contract/moves.ts';
import {
  describeArchiveWorlds,
  type ElasticsearchArchiveWorld,
} from '../testing/elasticsearch/archive-worlds.ts';

describeArchiveWorlds('what two jobs leave that meet on a row and are both lost,', (opened) => {
  let world: ElasticsearchArchiveWorld;
  let index: string;
  beforeEach(async () => {
    world = opened();
    index = world.named('achilles-results-a');
    await world.put(index, 'x', document({ note: 'x' }));
    await world.put(index, 'y', document({ note: 'y' }));
  });

  test('an archive keeps the copy of a row that a restore made live meanwhile, since that is taken back for it', async () => {
    let steps = 0;
    const permit = async () => {
      steps += 1;
      // y changes before it is deleted, so that its copy is to be taken back, after x was deleted.
      if (steps === 3) await world.put(index, 'y', document({ note: 'changed' }));
      if (steps !== 4) return;
      await world.put(index, 'x', document({ note: 'x' }));
      throw new Lost('the job is lost');
    };
    await expect(run(world, archiveBefore(), { permit })).rejects.toThrow(Lost);
    expect((await world.archived()).get(`${index}/x`)).toBe(document({ note: 'x' }));
  });

  test('a restore keeps the live row of which an archive has made another copy meanwhile', async () => {
    await run(world, archiveBefore());
    const archive = `archived-${world.sandbox.settings.writePrefix}`;
    const { client } = world.sandbox;
    const stop = new AbortController();
    const onProgress = async () => {
      if (stop.signal.aborted) return;
      const { _source: copy } = await client.get({ index: archive, id: `${index}/x` });
      await client.index({ index: archive, id: `${index}/x`, document: copy, refresh: true });
      stop.abort();
    };
    await run(world, restoreJob('job-1'), { onProgress, signal: stop.signal });
    expect([...(await world.live()).keys()]).toEqual([`${index}/x`]);
    expect([...(await world.archived()).keys()].sort()).toEqual([`${index}/x`, `${index}/y`]);
  });
});
