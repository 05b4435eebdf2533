import type { TestElasticsearch } from '@achilles/testkit';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import type { Move } from '../src/ports/result-archive.ts';
import { archiveBefore, Checkpoints, document, restoreJob, run } from '../testing/archive-contract/moves.ts';
import { elasticsearchArchiveWorld } from '../testing/elasticsearch/archive-world.ts';

type World = Awaited<ReturnType<typeof elasticsearchArchiveWorld>>;

const ROWS = 6;
const MOST_STEPS = 60;

/** Runs a move up to its k-th step, as a process does that is killed there; tells whether it came so far. */
async function killedAt(world: World, move: Move, k: number, checkpoints: Checkpoints): Promise<boolean> {
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
  return Promise.race([reached, run(world, move, { permit: step, save }).then(() => false)]);
}

const servers: readonly TestElasticsearch[] = inject('elasticsearch');
describe.each(servers.map((server) => [server.description, server]))(
  'moves that are not gone on with, on %s',
  (_, { url }) => {
    let world: World;
    let index: string;
    beforeEach(async () => {
      world = await elasticsearchArchiveWorld(url);
      index = world.named('achilles-results-a');
    });
    afterEach(() => world.close());

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
        const { moved } = await run(world, move, { resumeFrom: checkpoints.last, finishing: true });
        expect((await world.live()).size, `killed at step ${k}`).toBe(moved);
        expect((await world.archived()).size, `killed at step ${k}`).toBe(ROWS - moved);
        await run(world, restoreJob(`job-${k}`));
        if (!isKilled) return;
      }
    });
  },
);
