import { Job } from '@achilles/types';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { FinalFailure, RetryableFailure } from '../../src/job-failures.ts';
import { newJobId } from '../../src/job-id.ts';
import { Gate } from './gate.ts';
import { ME } from './jobs.ts';
import type { QueueWorld } from './queue-world.ts';

/** What becomes of jobs that are kept, taken and done, and of those that fail. */
export function doneContract(opened: () => QueueWorld): void {
  test('a job is kept, taken, reported on and completed', async () => {
    const { errors, queue, records, until, work } = opened();
    const submitted = await queue.submit('count', { rows: 3 }, { ...ME, org: 'o1' });
    expect(Job.parse(submitted)).toMatchObject({
      type: 'count',
      status: 'queued',
      requestedBy: 'tester',
      org: 'o1',
      payload: { rows: 3 },
    });
    expect(submitted.id).toMatch(/^count-[0-9a-f]{32}$/);
    expect(await queue.get(submitted.id)).toEqual(submitted);
    expect(await records.get(submitted.id)).toMatchObject({ payload: { rows: 3 }, taken: 0 });
    const gate = new Gate();
    const ended: string[] = [];
    work(
      async (held) => {
        await held.report({ phase: 'counting', done: 1, total: 3 });
        await gate.pass();
        return held.payload;
      },
      { onEnd: async () => void ended.push((await queue.get(submitted.id))?.status ?? 'gone') },
    );
    await gate.entered;
    const active = await queue.get(submitted.id);
    expect(active).toMatchObject({ status: 'active', progress: { phase: 'counting', done: 1, total: 3 } });
    expect(active?.startedAt).toMatch(/Z$/);
    gate.open();
    await until(submitted.id, 'completed');
    const completed = Job.parse(await queue.get(submitted.id));
    expect(completed).toMatchObject({
      result: { rows: 3 },
      payload: { rows: 3 },
      startedAt: active?.startedAt,
    });
    expect(completed.finishedAt).toMatch(/Z$/);
    expect(completed.error).toBeUndefined();
    await expect.poll(() => ended).toEqual(['completed']);
    expect(errors).toEqual([]);
  });

  test('a failure that may pass is waited out, said meanwhile, and the job goes on from its checkpoint', async () => {
    const { queue, settled, until, work } = opened();
    const seen: unknown[] = [];
    work(async (held) => {
      seen.push(held.checkpoint);
      if (seen.length === 1) {
        await held.saveCheckpoint({ line: 7 });
        throw new RetryableFailure('the data store is not available');
      }
      if (seen.length < 4) throw new RetryableFailure('the data store is not available');
      return { rows: 1 };
    });
    const { id } = await queue.submit('count', { rows: 1 }, ME);
    await expect
      .poll(() => queue.get(id), { timeout: 5_000, interval: 20 })
      .toMatchObject({ status: 'queued', error: 'the data store is not available' });
    await until(id, 'completed');
    expect(seen).toEqual([undefined, { line: 7 }, { line: 7 }, { line: 7 }]);
    expect((await queue.get(id))?.error).toBeUndefined();
    expect(settled).toEqual(['postponed', 'postponed', 'postponed', 'completed']);
  });

  test('a job that keeps failing is given up when its time to retry is over', async () => {
    const { queue, until, work } = opened();
    work(async () => {
      throw new RetryableFailure('it is away');
    });
    const { id } = await queue.submit('hasty', { rows: 1 }, ME);
    await until(id, 'failed');
    expect((await queue.get(id))?.error).toBe('given up after 2 attempts: it is away');
  });

  test('a final failure ends the job at once and keeps what was done', async () => {
    const { queue, until, work } = opened();
    let calls = 0;
    work(async () => {
      calls++;
      throw new FinalFailure('2 lines were refused', { result: { rows: 8 } });
    });
    const { id } = await queue.submit('count', { rows: 1 }, ME);
    await until(id, 'failed');
    expect(await queue.get(id)).toMatchObject({ error: '2 lines were refused', result: { rows: 8 } });
    expect(calls).toBe(1);
  });

  test('an unexpected error ends the job without its text; whoever runs the worker is told', async () => {
    const { queue, reasons, until, work } = opened();
    work(async () => {
      throw new TypeError('a secret');
    });
    const { id } = await queue.submit('count', { rows: 1 }, ME);
    await until(id, 'failed');
    expect((await queue.get(id))?.error).toMatch(/^something went wrong/);
    expect(reasons).toMatchObject([{ message: 'a secret' }]);
  });

  test('a payload that is not the declared one is never kept', async () => {
    const { queue } = opened();
    await expect(queue.submit('count', { rows: 1.5 }, ME)).rejects.toThrow(z.ZodError);
    expect(await queue.list({ limit: 10 })).toEqual({ jobs: [], total: 0 });
  });

  test('there is nothing under an unknown id', async () => {
    const { queue } = opened();
    for (const id of ['', 'count', 'nothing-1', newJobId('count'), 'constructor-1']) {
      expect(await queue.get(id)).toBeNull();
    }
  });
}
