import { setTimeout as sleep } from 'node:timers/promises';
import type { Queue } from 'bullmq';
import { expect, test } from 'vitest';
import { workerOptions } from '../../src/backends/queue-backend.ts';
import { FinalFailure, RetryableFailure } from '../../src/job-failures.ts';
import { newJobId } from '../../src/job-id.ts';
import { recoverJobs } from '../../src/recover-jobs.ts';
import { Gate } from './gate.ts';
import { JOBS, ME } from './jobs.ts';
import type { QueueWorld } from './queue-world.ts';

/** What people who look at the engine's jobs see of those whose records have ended. */
export function engineShowsContract(opened: () => QueueWorld): void {
  const shown = async (id: string) => {
    const queue = await opened().backend.queue('count');
    return { state: await queue.getJobState(id), job: (await queue.getJob(id))?.toJSON() };
  };
  const untilShown = (id: string, state: string) =>
    expect.poll(async () => (await shown(id)).state, { timeout: 10_000 }).toBe(state);

  test('a completed job has the result and the progress of its record', async () => {
    const { queue, work } = opened();
    work(async (held) => {
      await held.report({ phase: 'counting', done: 3, total: 4 });
      return { rows: 3 };
    });
    const { id } = await queue.submit('count', { rows: 4 }, ME);
    await untilShown(id, 'completed');
    const { job } = await shown(id);
    expect(job?.returnvalue).toEqual({ rows: 3 });
    expect(job?.progress).toEqual({ phase: 'counting', done: 3, total: 4, progress: 75 });
    const { result, ...told } = (await queue.get(id)) ?? {};
    expect(result).toEqual({ rows: 3 });
    expect(job?.data.job).toEqual(told);
  });

  test('progress of a job under way is shown', async () => {
    const { queue, work } = opened();
    const gate = new Gate();
    work(async (held) => {
      await held.report({ phase: 'counting', done: 1, total: 4 });
      await gate.pass();
      return { rows: 4 };
    });
    const { id } = await queue.submit('count', { rows: 4 }, ME);
    await gate.entered;
    await expect.poll(async () => (await shown(id)).job?.progress).toMatchObject({ done: 1, progress: 25 });
    gate.open();
    await untilShown(id, 'completed');
  });

  test.each([
    [new FinalFailure('2 lines were refused', { result: { rows: 8 } }), '2 lines were refused'],
    [new TypeError('a secret'), /^something went wrong/],
  ])('a failed job is failed once and without a stack: %s', async (error, reason) => {
    const { queue, settled, work } = opened();
    work(async () => {
      throw error;
    });
    const { id } = await queue.submit('count', { rows: 4 }, ME);
    await untilShown(id, 'failed');
    const { job } = await shown(id);
    expect(job?.failedReason).toMatch(reason);
    expect(job?.stacktrace ?? []).toEqual([]);
    expect(job?.data.job).toEqual(await queue.get(id));
    expect(JSON.stringify(job)).not.toContain('a secret');
    expect(settled).toEqual(['failed']);
  });

  test('a job that is waited out is put off and not failed', async () => {
    const { queue, settled, work } = opened();
    let runs = 0;
    work(async () => {
      if (runs++ === 0) throw new RetryableFailure('it is away');
      return { rows: 1 };
    });
    const { id } = await queue.submit('count', { rows: 4 }, ME);
    await untilShown(id, 'completed');
    expect((await shown(id)).job).toMatchObject({ returnvalue: { rows: 1 } });
    expect((await shown(id)).job?.failedReason).toBeFalsy();
    expect(settled).toEqual(['postponed', 'completed']);
  });

  test('a cancelled job is failed as cancelled, whether it waited or was under way', async () => {
    const { queue, work } = opened();
    const waiting = await queue.submit('count', { rows: 1 }, ME);
    await queue.cancel(waiting.id);
    const gate = new Gate();
    work(async (held) => {
      gate.enter();
      while (!held.signal.aborted) await sleep(20);
      held.signal.throwIfAborted();
    });
    const active = await queue.submit('count', { rows: 2 }, ME);
    await gate.entered;
    await queue.cancel(active.id);
    for (const { id } of [waiting, active]) {
      await untilShown(id, 'failed');
      const { job } = await shown(id);
      expect(job?.failedReason).toBe('cancelled');
      expect(job?.stacktrace ?? []).toEqual([]);
      expect(job?.data.job).toEqual(await queue.get(id));
    }
  });

  test('one that people have tried again there fails again, is not done and stays as it was', async () => {
    const { queue, work } = opened();
    let runs = 0;
    work(async () => {
      runs++;
      throw new FinalFailure('no');
    });
    const { id } = await queue.submit('count', { rows: 1 }, ME);
    await untilShown(id, 'failed');
    const before = await queue.get(id);
    const job = await (await opened().backend.queue('count')).getJob(id);
    await job?.retry('failed');
    await expect.poll(async () => (await shown(id)).job?.attemptsMade).toBe(2);
    await untilShown(id, 'failed');
    expect(await queue.get(id)).toEqual(before);
    expect(runs).toBe(1);
  });

  test('a record that takes the id of one that failed is done, and not taken for one that lost its workers', async () => {
    const { backend, queue, records, until, work } = opened();
    let runs = 0;
    const handle = async () => {
      if (runs++ === 0) throw new FinalFailure('no');
      return { rows: 1 };
    };
    const first = work(handle);
    const { id } = await queue.submit('count', { rows: 1 }, ME);
    const fresh = await records.get(id);
    await untilShown(id, 'failed');
    await first.stop(5_000);
    await records.remove(id);
    if (fresh !== null) await records.create({ ...fresh, status: 'queued', taken: 0, id });
    expect(await recoverJobs({ backend, records, jobs: JOBS, clock: Date.now })).toEqual([id]);
    work(handle);
    await until(id, 'completed');
  });

  test('neither kind of end is kept for ever', () => {
    const { removeOnComplete, removeOnFail } = workerOptions({ lock: 1, stalledCheck: 1 });
    expect(removeOnFail).toEqual(removeOnComplete);
    expect(removeOnFail).toEqual({ count: expect.any(Number), age: 30 * 24 * 3_600 });
  });

  test('no more than the last hundred that failed are kept', async () => {
    const { backend, queue, work } = opened();
    work(async () => {
      throw new FinalFailure('no');
    });
    let last = newJobId('count');
    for (let i = 0; i < 105; i++) ({ id: last } = await queue.submit('count', { rows: i }, ME));
    await untilShown(last, 'failed');
    const jobs = await ((await backend.queue('count')) as unknown as Queue).getJobs(['failed'], 0, 200);
    expect(jobs).toHaveLength(100);
  });
}
