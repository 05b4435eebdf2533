import type { Queue } from 'bullmq';
import { expect, test } from 'vitest';
import type { QueueBackend } from '../../src/backends/queue-backend.ts';
import type { HeldJob } from '../../src/held-job.ts';
import { LockLost } from '../../src/job-failures.ts';
import { newJobId } from '../../src/job-id.ts';
import { Gate } from './gate.ts';
import { JOBS, ME } from './jobs.ts';
import type { QueueWorld } from './queue-world.ts';

const empty = async (backend: QueueBackend) => {
  for (const type of Object.keys(JOBS))
    await ((await backend.queue(type)) as unknown as Queue).obliterate({ force: true });
};

/** How records stand for jobs that the engine has lost, never had, or that ended long ago. */
export function recordsContract(opened: () => QueueWorld): void {
  test('an engine that has lost its jobs is told of those that wait by whichever worker looks first, and each is done once', async () => {
    const { backend, queue, until, work } = opened();
    const submitted = [];
    for (let i = 0; i < 5; i++) submitted.push(await queue.submit('count', { rows: i }, ME));
    await empty(backend);
    const done: unknown[] = [];
    const handle = async ({ payload }: HeldJob) => {
      done.push((payload as { rows: number }).rows);
      return payload;
    };
    work(handle);
    work(handle);
    for (const { id } of submitted) await until(id, 'completed');
    expect(done.toSorted()).toEqual([0, 1, 2, 3, 4]);
  });

  test('an engine that has lost its jobs has a job under way go on from its checkpoint; who had it can not write any more', async () => {
    const { backend, queue, settled, until, work } = opened();
    const gates = [new Gate(), new Gate()] as const;
    const faults: unknown[] = [];
    const seen: unknown[] = [];
    work(async (held) => {
      seen.push(held.checkpoint);
      if (seen.length > 1) {
        gates[1].enter();
        return { rows: 2 };
      }
      await held.saveCheckpoint({ line: 7 });
      await gates[0].pass();
      await held.saveCheckpoint({ line: 99 }).catch((error: unknown) => faults.push(error));
      held.signal.throwIfAborted();
      throw new LockLost(held.id);
    });
    const { id } = await queue.submit('count', { rows: 1 }, ME);
    await gates[0].entered;
    await empty(backend);
    gates[0].open();
    await until(id, 'completed');
    expect(seen).toEqual([undefined, { line: 7 }]);
    expect(faults).toEqual([expect.any(LockLost)]);
    expect(settled).toEqual(['lost', 'completed']);
  });

  test('an engine that knows an id without a record from an earlier end does the job all the same', async () => {
    const { errors, queue, records, until, work } = opened();
    const repeat = { key: 'k', fingerprint: 'f' };
    const { id } = await queue.submit('count', { rows: 1 }, ME, { repeat });
    await records.remove(id);
    const first = work(async () => ({ rows: 1 }));
    await expect.poll(() => errors.map(String).join()).toContain(`job ${id} has no record`);
    expect((await queue.submit('count', { rows: 1 }, ME, { repeat })).id).toBe(id);
    await until(id, 'completed');
    await first.stop(5_000);
  });

  test('a record that was made and whose job never reached the engine is done', async () => {
    const { queue, records, until, work } = opened();
    const { id } = await queue.submit('count', { rows: 4 }, ME);
    const kept = await records.get(id);
    const orphan = newJobId('count');
    if (kept !== null) await records.create({ ...kept, id: orphan });
    work(async ({ payload }) => payload);
    await until(orphan, 'completed');
    expect((await queue.get(orphan))?.result).toEqual({ rows: 4 });
  });

  test('a payload that another version kept is not told', async () => {
    const { queue, records } = opened();
    const { id } = await queue.submit('count', { rows: 4 }, ME);
    await records.change(id, (record) => ({ ...record, payload: { lines: 4 } }));
    expect(await queue.get(id)).not.toHaveProperty('payload');
    expect((await queue.list({ limit: 10 })).jobs).toEqual([await queue.get(id)]);
  });

  test('records of jobs that ended 30 days ago are removed', async () => {
    const { queue, records, until, work } = opened();
    const day = 24 * 3_600_000;
    const { id } = await queue.submit('count', { rows: 4 }, ME);
    const kept = await records.get(id);
    if (kept === null) throw new Error('there is no record');
    const ended = (days: number) =>
      ({ ...kept, status: 'failed', finishedAt: Date.now() - days * day }) as const;
    await records.create({ ...ended(31), id: newJobId('count') });
    const young = newJobId('count');
    await records.create({ ...ended(29), id: young });
    work(async () => ({ rows: 1 }));
    await until(id, 'completed');
    await expect.poll(async () => (await queue.list({ limit: 10 })).total).toBe(2);
    expect(await queue.get(young)).not.toBeNull();
  });
}
