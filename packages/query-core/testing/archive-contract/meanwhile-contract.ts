import { expect, test } from 'vitest';
import { createRng } from '../worlds/rng.ts';
import type { ArchiveWorld } from './archive-world.ts';
import { archiveBefore, Checkpoints, document, Lost, restoreJob, run } from './moves.ts';

const SEEDS = [1, 2, 3, 4];
const ROWS = 15;

/** What every store must do with rows that change while they are moved. */
export function meanwhileContract(opened: () => ArchiveWorld): void {
  test.each([1, 2])(
    'what arrives after the move began stays, and what changes is moved in its newest version or left, at step %i',
    async (step) => {
      const world = opened();
      const a = world.named('achilles-results-a');
      for (const id of ['kept', 'changed', 'later']) await world.put(a, id, document({ note: 'old' }));
      let steps = 0;
      const permit = async () => {
        steps += 1;
        if (steps !== step) return;
        await world.put(a, 'arrived', document({}));
        await world.put(a, 'changed', document({ note: 'new' }));
        await world.put(a, 'later', document({ time: '2026-05-01T00:00:00.000Z' }));
      };
      const { moved } = await run(world, archiveBefore(), { permit });
      const live = await world.live();
      const archived = await world.archived();
      expect(live.has(`${a}/arrived`)).toBe(true);
      expect(moved).toBe(archived.size);
      expect(archived.get(`${a}/kept`)).toBe(document({ note: 'old' }));
      const newest = document({ note: 'new' });
      expect(live.get(`${a}/changed`) ?? archived.get(`${a}/changed`)).toBe(newest);
      expect(live.get(`${a}/later`)).toBe(document({ time: '2026-05-01T00:00:00.000Z' }));
      // What was archived before it changed stays archived as it was then.
      const before = document({ note: 'old' });
      if (live.has(`${a}/changed`)) expect([undefined, before]).toContain(archived.get(`${a}/changed`));
      expect([undefined, before]).toContain(archived.get(`${a}/later`));
    },
  );

  test.each(SEEDS)('writers, interruptions and restores in random order, seed %i', async (seed) => {
    const world = opened();
    const random = createRng(seed);
    const a = world.named('achilles-results-a');
    const newest = new Map<string, string | null>();
    let version = 0;
    const write = async () => {
      const id = `r${Math.floor(random.next() * ROWS)}`;
      version += 1;
      const text = random.next() < 0.2 ? null : document({ note: `version ${version}` });
      if (text === null && !(await world.live()).has(`${a}/${id}`)) return;
      newest.set(id, text);
      if (text === null) await world.remove(a, id);
      else await world.put(a, id, text);
    };
    for (let i = 0; i < 3 * ROWS; i++) await write();
    for (let round = 0; round < 6; round++) {
      const checkpoints = new Checkpoints();
      const move =
        round % 3 === 2
          ? restoreJob(`job-${seed}-${round - 1}`, `restore-${seed}-${round}`)
          : archiveBefore(`job-${seed}-${round}`);
      for (let tries = 0; ; tries++) {
        const permit = async () => {
          if (random.next() < 0.5) await write();
          if (tries < 3 && random.next() < 0.2) throw new Lost('the job is lost');
        };
        try {
          await run(world, move, { permit, save: checkpoints.save, resumeFrom: checkpoints.last });
          break;
        } catch (error) {
          if (!(error instanceof Lost)) throw error;
        }
      }
    }
    await run(world, archiveBefore(`job-${seed}-last`));
    const live = await world.live();
    const archived = await world.archived();
    expect(live.size).toBe(0);
    for (const [id, text] of newest)
      if (text !== null) expect(archived.get(`${a}/${id}`), `${id}, seed ${seed}`).toBe(text);
  });
}
