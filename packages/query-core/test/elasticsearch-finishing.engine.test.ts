import { beforeEach, expect, test } from 'vitest';
import type { Move } from '../src/ports/result-archive.ts';
import { archiveBefore, Checkpoints, document, restoreJob, run } from '../testing/archive-contract/moves.ts';
import {
  describeArchiveWorlds,
  type ElasticsearchArchiveWorld,
} from '../testing/elasticsearch/archive-worlds.ts';

const ROWS = 6;
const MOST_STEPS = 60;
const MOST_FINISHING_STEPS = 6;

/** Runs a move up to its k-th step, as a process does that is killed there; tells whether it came so far. */
async function killedAt(
  world: ElasticsearchArchiveWorld,
  move: Move,
  k: number,
  checkpoints: Checkpoints,
  finishing = false,
): Promise<boolean> {
  let steps = 0;
  let reach = () => undefined as unknown;
  const reached = new Promise<boolean>((resolve) => {
    reach = () => resolve(true);
  });
  const step = async () => {
    steps += 1;
    if (steps < k) return;
    reach();
    await new Promise(() => undefined);
  };
  const save: Checkpoints['save'] = async (checkpoint) => {
    await step();
    await checkpoints.save(checkpoint);
  };
  const work = { permit: step, save, finishing, resumeFrom: checkpoints.last };
  return Promise.race([reached, run(world, move, work).then(() => false)]);
}

describeArchiveWorlds('moves that are not gone on with,', (opened) => {
  let world: ElasticsearchArchiveWorld;
  let index: string;
  beforeEach(async () => {
    world = opened();
    index = world.named('achilles-results-a');
  });

  const put = async (k: number) => {
    for (let i = 0; i < ROWS; i++) await world.put(index, `${i}`, document({ note: `${k}-${i}` }));
  };

  test('an archive that was killed at any step leaves each row in one place, and counts those that it moved', async () => {
    for (let k = 1; ; k++) {
      expect(k).toBeLessThan(MOST_STEPS);
      await put(k);
      const checkpoints = new Checkpoints();
      const move = archiveBefore(`job-${k}`);
      const isKilled = await killedAt(world, move, k, checkpoints);
      const isThere = (await world.live()).has(`${index}/0`);
      if (k % 2 === 0 && isThere) await world.put(index, '0', document({ note: 'changed' }));
      // So is the worker that finishes it, at one of its steps.
      if (isKilled) await killedAt(world, move, 1 + (k % MOST_FINISHING_STEPS), checkpoints, true);
      const { moved } = await run(world, move, { resumeFrom: checkpoints.last, finishing: true });
      const live = await world.live();
      const archived = await world.archived();
      const both = [...live.keys()].filter((row) => archived.has(row));
      expect(both, `killed at step ${k}`).toEqual([]);
      expect(new Set([...live.keys(), ...archived.keys()]).size).toBe(ROWS);
      expect(archived.size, `killed at step ${k}`).toBe(moved);
      await run(world, restoreJob(`job-${k}`));
      for (let i = 0; i < ROWS; i++) await world.remove(index, `${i}`);
      if (!isKilled) return;
    }
  });

  test('a restore that was killed at any step leaves each row in one place, and counts those that it moved', async () => {
    for (let k = 1; ; k++) {
      expect(k).toBeLessThan(MOST_STEPS);
      await put(k);
      await run(world, archiveBefore(`job-${k}`));
      const checkpoints = new Checkpoints();
      const move = restoreJob(`job-${k}`, `restore-${k}`);
      const isKilled = await killedAt(world, move, k, checkpoints);
      // So is the worker that finishes it, at one of its steps.
      if (isKilled) await killedAt(world, move, 1 + (k % MOST_FINISHING_STEPS), checkpoints, true);
      const { moved } = await run(world, move, { resumeFrom: checkpoints.last, finishing: true });
      expect((await world.live()).size, `killed at step ${k}`).toBe(moved);
      expect((await world.archived()).size, `killed at step ${k}`).toBe(ROWS - moved);
      await run(world, restoreJob(`job-${k}`));
      if (!isKilled) return;
    }
  });
});
