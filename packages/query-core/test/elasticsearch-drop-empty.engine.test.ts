import { beforeEach, expect, test } from 'vitest';
import { archiveBefore, document, restoreJob, run } from '../testing/archive-contract/moves.ts';
import {
  describeArchiveWorlds,
  type ElasticsearchArchiveWorld,
} from '../testing/elasticsearch/archive-worlds.ts';
import { rowOf } from '../testing/elasticsearch/rows.ts';

const permit = async () => undefined;
const lost = new Error('another worker has the job');

describeArchiveWorlds('emptied indices', (opened) => {
  let world: ElasticsearchArchiveWorld;
  let index: string;
  beforeEach(async () => {
    world = opened();
    index = world.named('achilles-results-a');
    for (let i = 0; i < 3; i++) await world.put(index, `${i}`, document({ note: `${i}` }));
    await run(world, archiveBefore());
  });

  const isThere = () => world.sandbox.client.indices.exists({ index });
  const drop = (job: string, permitted: () => Promise<void> = permit) =>
    world.store.archive.dropEmpty([index], job, permitted);
  /** Whether a row was taken; one that was is there until somebody deletes it. */
  const write = (id: string) =>
    world.sandbox.client.index({ index, id, document: { id }, refresh: true, require_alias: false }).then(
      () => true,
      () => false,
    );

  /** Lets so many changes pass, and then none. */
  function permitOf(changes: number): () => Promise<void> {
    let made = 0;
    return async () => {
      if (made++ >= changes) throw lost;
    };
  }

  test.each([0, 1, 2])('a job that is lost after %i changes is done by the next worker', async (changes) => {
    await expect(drop('job-1', permitOf(changes))).rejects.toBe(lost);
    const wasTaken = await write('late');
    expect(await drop('job-1')).toEqual(wasTaken ? [] : [index]);
    expect(await isThere()).toBe(wasTaken);
    expect(await world.store.archive.droppingJobs()).toEqual([]);
    if (wasTaken) expect(await write('more')).toBe(true);
  });

  test.each([0, 1, 2])('a job that ends after %i changes leaves no index closed', async (changes) => {
    await expect(drop('job-1', permitOf(changes))).rejects.toBe(lost);
    expect(await drop('job-2')).toEqual(changes === 0 ? [index] : []);
    if (changes === 0) return;
    expect(await world.store.archive.droppingJobs()).toEqual(['job-1']);
    expect(await world.store.archive.openAgain('job-2')).toEqual([]);
    expect(await world.store.archive.openAgain('job-1')).toEqual([index]);
    expect(await write('late')).toBe(true);
    expect(await drop('job-2')).toEqual([]);
    await world.remove(index, 'late');
    expect(await drop('job-2')).toEqual([index]);
  });

  test('a worker that wakes up late opens nothing that another one counts', async () => {
    let wakes = () => undefined as unknown;
    const slept = new Promise<void>((resolve) => {
      wakes = () => resolve();
    });
    let made = 0;
    const late = drop('job-1', async () => {
      if (made++ < 2) return;
      await slept;
      throw lost;
    });
    await expect.poll(() => made).toBe(3);
    // The second worker is about to delete what it has counted when the first one wakes up.
    const second = drop('job-1', async () => {
      const marks = await world.store.archive.droppingJobs();
      expect(marks).toEqual(['job-1']);
      wakes();
      await late.catch(() => undefined);
      expect(await write('late')).toBe(false);
    });
    expect(await second).toEqual([index]);
    await expect(late).rejects.toBe(lost);
  });

  test('of many jobs at once one deletes it at most, and none fails', async () => {
    const jobs = ['job-1', 'job-2', 'job-3', 'job-4'];
    const dropped = (await Promise.all(jobs.map((job) => drop(job)))).flat();
    expect(dropped.length).toBeLessThanOrEqual(1);
    if (dropped.length === 0) expect(await drop('job-5')).toEqual([index]);
    expect(await isThere()).toBe(false);
  });

  test('imports and restores that meet one being dropped are to be tried again', async () => {
    const write = rowOf({ index, id: 'late' });
    await expect(drop('job-1', permitOf(2))).rejects.toBe(lost);
    const passing = { failure: 'unavailable', message: expect.stringContaining('may be dropped') };
    await expect(world.store.writer.write([write])).rejects.toMatchObject(passing);
    await expect(run(world, restoreJob('job-1'))).rejects.toMatchObject(passing);
    await world.store.archive.openAgain('job-1');
    await world.sandbox.client.indices.addBlock({ index, block: 'write' });
    const blocked = { failure: 'unreadable', message: expect.stringContaining('index.blocks.write is on') };
    await expect(world.store.writer.write([write])).rejects.toMatchObject(blocked);
    await expect(run(world, restoreJob('job-1'))).rejects.toMatchObject(blocked);
  });

  test.each(['archive', 'restore'] as const)(
    'one that a %s made itself anew is dropped, and no row is in it',
    async (way) => {
      const written = way === 'archive' ? `archived-${world.sandbox.settings.writePrefix}` : index;
      const move = way === 'archive' ? archiveBefore('job-2') : restoreJob('job-1');
      if (way === 'archive') await run(world, restoreJob('job-1', 'restore-0'));
      const { client } = world.sandbox;
      let isDeleted = false;
      let changes = 0;
      const permitted = async () => {
        const uuids = await client.indices.get({ index: written, ignore_unavailable: true });
        // The first change makes sure of the index, the next is the first that writes to it.
        if (isDeleted || uuids[written] === undefined || ++changes < 2) return;
        isDeleted = true;
        await client.indices.delete({ index: written });
      };
      const failure = {
        failure: 'unavailable',
        message: expect.stringContaining(`${written} was deleted`),
      };
      await expect(run(world, move, { permit: permitted })).rejects.toMatchObject(failure);
      expect(isDeleted).toBe(true);
      expect(await client.indices.exists({ index: written })).toBe(false);
      expect(await run(world, move)).toMatchObject({ moved: 3 });
    },
  );

  test('one that somebody else closed to writes stays, and stays closed', async () => {
    await world.sandbox.client.indices.addBlock({ index, block: 'write' });
    expect(await drop('job-1')).toEqual([]);
    expect(await world.store.archive.droppingJobs()).toEqual([]);
    expect(await write('late')).toBe(false);
    expect(await isThere()).toBe(true);
  });

  test('one that is gone already is none that was deleted', async () => {
    await world.sandbox.client.indices.delete({ index });
    expect(await drop('job-1')).toEqual([]);
  });
});
