import { expect, test } from 'vitest';
import type { Move } from '../../src/ports/result-archive.ts';
import type { ArchiveWorld } from './archive-world.ts';
import { archiveBefore, Checkpoints, document, Lost, restoreJob, run } from './moves.ts';

const ROWS = 6;
const MOST_CALLS = 60;

/** Runs a move that may not go on at its k-th step, as often as there are steps, each time followed by a run to its end. */
async function interruptEverywhere(
  world: ArchiveWorld,
  move: (k: number) => Move,
  prepare: (k: number) => Promise<void>,
  check: (k: number) => Promise<void>,
): Promise<number> {
  for (let k = 1; k < MOST_CALLS; k++) {
    await prepare(k);
    const checkpoints = new Checkpoints();
    let steps = 0;
    const step = async () => {
      steps += 1;
      if (steps === k) throw new Lost('the job is lost');
    };
    const { save } = checkpoints;
    const work = {
      permit: step,
      save: async (checkpoint: Parameters<typeof save>[0]) => {
        await step();
        await save(checkpoint);
      },
    };
    const end = await run(world, move(k), work).then(
      () => 'ended',
      (error: unknown) => error,
    );
    if (end !== 'ended') expect(end).toBeInstanceOf(Lost);
    const counts = await run(world, move(k), { save, resumeFrom: checkpoints.last });
    expect(counts, `interrupted at step ${k}`).toMatchObject({ moved: ROWS, skipped: 0 });
    await check(k);
    if (end === 'ended') return k;
  }
  throw new Error('a move of few rows takes too many steps');
}

/** What every store must do with moves that end anywhere. */
export function interruptedContract(opened: () => ArchiveWorld): void {
  test('an archive that is interrupted at any step is completed by the next run, with counts that add up', async () => {
    const world = opened();
    const a = world.named('achilles-results-a');
    const ids = (k: number) => Array.from({ length: ROWS }, (_, i) => `${k}-${i}`);
    const steps = await interruptEverywhere(
      world,
      (k) => archiveBefore(`job-${k}`),
      async (k) => {
        for (const id of ids(k)) await world.put(a, id, document({ note: id }));
      },
      async (k) => {
        expect((await world.live()).size).toBe(0);
        const archived = await world.archived();
        expect(archived.size).toBe(k * ROWS);
        for (const id of ids(k)) expect(archived.get(`${a}/${id}`)).toBe(document({ note: id }));
      },
    );
    expect(steps).toBeGreaterThan(3);
  });

  test('a restore that is interrupted at any step is completed by the next run, with counts that add up', async () => {
    const world = opened();
    const a = world.named('achilles-results-a');
    await interruptEverywhere(
      world,
      (k) => restoreJob(`job-${k}`, `restore-${k}`),
      async (k) => {
        for (let i = 0; i < ROWS; i++) await world.put(a, `${i}`, document({ note: `${i}` }));
        await run(world, archiveBefore(`job-${k}`));
        expect((await world.live()).size).toBe(0);
      },
      async () => {
        expect((await world.archived()).size).toBe(0);
        expect((await world.live()).size).toBe(ROWS);
      },
    );
  });

  test('a move that is stopped ends after its batch, and the next run moves the rest', async () => {
    const world = opened();
    const a = world.named('achilles-results-a');
    for (let i = 0; i < 12; i++) await world.put(a, `${i}`, document({ note: `${i}` }));
    const stop = new AbortController();
    const checkpoints = new Checkpoints();
    const { save } = checkpoints;
    const first = await run(world, archiveBefore(), {
      save,
      signal: stop.signal,
      rowsPerSecond: 1,
      onProgress: async () => stop.abort(),
    });
    expect(first.moved).toBeGreaterThan(0);
    expect(first.moved).toBeLessThan(12);
    expect((await world.live()).size).toBe(12 - first.moved);
    const finished = await run(world, archiveBefore(), { resumeFrom: checkpoints.last, finishing: true });
    expect(finished.moved).toBe(first.moved);
    expect((await world.live()).size).toBe(12 - first.moved);
    const rest = await run(world, archiveBefore(), { save, resumeFrom: checkpoints.last });
    expect(rest).toMatchObject({ moved: 12 });
    expect((await world.live()).size).toBe(0);
  });

  test('a restore that is stopped at any step leaves each row in one place, and counts those that it moved', async () => {
    const world = opened();
    const a = world.named('achilles-results-a');
    for (let k = 1, isStopped = true; isStopped; k++) {
      for (let i = 0; i < ROWS; i++) await world.put(a, `${i}`, document({ note: `${k}` }));
      await run(world, archiveBefore(`job-${k}`));
      const stop = new AbortController();
      let steps = 0;
      const step = async () => {
        steps += 1;
        if (steps === k) stop.abort();
      };
      const restore = restoreJob(`job-${k}`, `restore-${k}`);
      const { moved } = await run(world, restore, { permit: step, save: step, signal: stop.signal });
      isStopped = stop.signal.aborted;
      const live = await world.live();
      const archived = await world.archived();
      expect(live.size, `stopped at step ${k}`).toBe(moved);
      expect(archived.size, `stopped at step ${k}`).toBe(ROWS - moved);
      expect(moved).toBe(isStopped ? moved : ROWS);
    }
  });
}
