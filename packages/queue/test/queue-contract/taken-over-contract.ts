import { expect, test } from 'vitest';
import type { HeldJob } from '../../src/held-job.ts';
import { FinalFailure, LockLost } from '../../src/job-failures.ts';
import { Gate } from './gate.ts';
import { ME } from './jobs.ts';
import type { QueueWorld } from './queue-world.ts';

/** What becomes of jobs whose worker stops, or loses them to another. */
export function takenOverContract(opened: () => QueueWorld): void {
  test('a worker that stops hands its job back, and another goes on at once from the checkpoint', async () => {
    const { queue, settled, until, work } = opened();
    const gate = new Gate();
    const first = work(async (held) => {
      await held.saveCheckpoint({ line: 3 });
      await gate.pass();
      held.signal.throwIfAborted();
    });
    const { id } = await queue.submit('count', { rows: 1 }, ME);
    await gate.entered;
    const stopping = first.stop(10_000);
    gate.open();
    await stopping;
    expect((await queue.get(id))?.status).toBe('queued');
    expect(settled).toEqual(['handed back']);
    const handedBack = performance.now();
    const seen: unknown[] = [];
    work(async (held) => {
      seen.push(held.checkpoint);
      return { rows: 1 };
    });
    await until(id, 'completed');
    expect(performance.now() - handedBack).toBeLessThan(1_500);
    expect(seen).toEqual([{ line: 3 }]);
  });

  test('a worker whose job was taken over can not write, and its outcome counts for nothing', async () => {
    const { backend, queue, settled, until, work } = opened();
    const gates = [new Gate(), new Gate()] as const;
    const faults: unknown[] = [];
    let runs = 0;
    const handle = async (held: HeldJob) => {
      const run = runs++;
      await gates[run === 0 ? 0 : 1].pass();
      if (run === 0) {
        for (const write of [
          () => held.assertHeld(),
          () => held.saveCheckpoint({ line: 1 }),
          () => held.report({ phase: 'stale', done: 1, total: 1 }),
        ]) {
          await write().catch((error: unknown) => faults.push(error));
        }
        throw new FinalFailure('stale');
      }
      await held.saveCheckpoint({ line: 2 });
      return { rows: 2 };
    };
    work(handle);
    const { id } = await queue.submit('count', { rows: 1 }, ME);
    await gates[0].entered;
    // What the stalled check does once a lock has run out.
    await (await (await backend.queue('count')).getJob(id))?.moveToWait('0');
    work(handle);
    await gates[1].entered;
    gates[0].open();
    await expect.poll(() => settled).toEqual(['lost']);
    expect(faults).toEqual([expect.any(LockLost), expect.any(LockLost), expect.any(LockLost)]);
    expect(await queue.get(id)).toMatchObject({ status: 'active', progress: { phase: 'queued' } });
    gates[1].open();
    await until(id, 'completed');
    expect((await queue.get(id))?.result).toEqual({ rows: 2 });
  });
}
