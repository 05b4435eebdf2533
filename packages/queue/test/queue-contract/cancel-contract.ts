import { setTimeout as sleep } from 'node:timers/promises';
import { Job } from '@achilles/types';
import { expect, test } from 'vitest';
import { JobCancelled, RetryableFailure } from '../../src/job-failures.ts';
import { newJobId } from '../../src/job-id.ts';
import { Gate } from './gate.ts';
import { ME } from './jobs.ts';
import type { QueueWorld } from './queue-world.ts';

/** What cancelling does to jobs in every state. */
export function cancelContract(opened: () => QueueWorld): void {
  test('ends a job that waits at once; a worker that meets it clears up and does not do it', async () => {
    const { queue, work } = opened();
    const { id } = await queue.submit('count', { rows: 1 }, ME);
    const answer = await queue.cancel(id);
    expect(Job.parse(answer)).toMatchObject({ id, status: 'cancelled', finishedAt: expect.any(String) });
    expect(await queue.get(id)).toEqual(answer);
    expect(await queue.list({ limit: 10, statuses: ['cancelled'] })).toEqual({ jobs: [answer], total: 1 });
    const ended: string[] = [];
    let runs = 0;
    work(async () => runs++, { onEnd: async () => void ended.push('cleared up') });
    await expect.poll(() => ended, { timeout: 5_000 }).toEqual(['cleared up']);
    expect(runs).toBe(0);
    expect(await queue.cancel(id)).toEqual(answer);
    expect(await queue.get(id)).toEqual(answer);
  });

  test('ends one under way within about a second, and what was done is cleared up after', async () => {
    const { queue, settled, until, work } = opened();
    const gate = new Gate();
    let endedAt = 0;
    work(
      async (held) => {
        gate.enter();
        while (!held.signal.aborted) await sleep(20);
        await held.saveCheckpoint({ line: 3 });
        held.signal.throwIfAborted();
      },
      {
        onEnd: async () => {
          endedAt = performance.now();
        },
      },
    );
    const { id } = await queue.submit('count', { rows: 1 }, ME);
    await gate.entered;
    const asked = performance.now();
    expect((await queue.cancel(id))?.status).toBe('active');
    await until(id, 'cancelled');
    await expect.poll(() => endedAt).toBeGreaterThan(0);
    expect(endedAt - asked).toBeLessThan(1_500);
    expect(settled).toEqual(['cancelled']);
    expect((await queue.get(id))?.error).toBeUndefined();
  });

  test('ends one that is put off at once, whatever its delay', async () => {
    const { queue, until, work } = opened();
    let runs = 0;
    let cleared = 0;
    work(
      async () => {
        runs++;
        throw new RetryableFailure('it is away');
      },
      { onEnd: async () => void cleared++ },
    );
    const { id } = await queue.submit('count', { rows: 1 }, ME);
    await expect.poll(async () => (await queue.get(id))?.error).toBe('it is away');
    await until(id, 'queued');
    await queue.cancel(id);
    expect(['cancelled', 'active']).toContain((await queue.get(id))?.status);
    await until(id, 'cancelled');
    const before = runs;
    await expect.poll(() => cleared).toBe(1);
    await sleep(600);
    expect(runs).toBe(before);
  });

  test.each(['under way', 'put off'])('keeps what a job %s came to', async (how) => {
    const { queue, records, until, work } = opened();
    const gate = new Gate();
    work(async (held) => {
      held.tellSoFar({ rows: 2 });
      await held.saveCheckpoint({ line: 2 });
      if (how === 'put off') throw new RetryableFailure('it is away');
      held.tellSoFar({ rows: 3 });
      gate.enter();
      while (!held.signal.aborted) await sleep(20);
      held.signal.throwIfAborted();
    });
    const { id } = await queue.submit('count', { rows: 5 }, ME);
    if (how === 'put off')
      await expect.poll(async () => (await queue.get(id))?.error, { timeout: 5_000 }).toBe('it is away');
    else await gate.entered;
    expect((await queue.get(id))?.result).toBeUndefined();
    await queue.cancel(id);
    await until(id, 'cancelled');
    expect((await queue.get(id))?.result).toEqual({ rows: how === 'put off' ? 2 : 3 });
    expect(await records.get(id)).not.toHaveProperty('soFar');
  });

  test('has what a worker began that is no more be finished first, by the next one', async () => {
    const { queue, records, until, work } = opened();
    const { id } = await queue.submit('count', { rows: 5 }, ME);
    await records.change(id, (record) => ({
      ...record,
      ...{ status: 'active', taken: 1, checkpoint: { line: 2 }, soFar: { rows: 2 } },
    }));
    expect((await queue.cancel(id))?.status).toBe('active');
    work(async (held) => {
      expect(held.checkpoint).toEqual({ line: 2 });
      expect(held.signal.reason).toBeInstanceOf(JobCancelled);
      await held.assertHeld();
      held.tellSoFar({ rows: 3 });
      held.signal.throwIfAborted();
    });
    await until(id, 'cancelled');
    expect((await queue.get(id))?.result).toEqual({ rows: 3 });
  });

  test('leaves one that is finished as it is, and tells of none', async () => {
    const { queue, until, work } = opened();
    work(async () => ({ rows: 1 }));
    const { id } = await queue.submit('count', { rows: 1 }, ME);
    await until(id, 'completed');
    const completed = await queue.get(id);
    expect(await queue.cancel(id)).toEqual(completed);
    expect(await queue.cancel(newJobId('count'))).toBeNull();
    expect(await queue.cancel('nothing-1')).toBeNull();
  });

  test('loses to an end that comes before the worker hears of it', async () => {
    const { queue, until, work } = opened();
    const gate = new Gate();
    work(async () => {
      await gate.pass();
      return { rows: 1 };
    });
    const { id } = await queue.submit('count', { rows: 1 }, ME);
    await gate.entered;
    await queue.cancel(id);
    gate.open();
    await until(id, 'completed');
  });

  test('lets go of what the job would have joined', async () => {
    const { queue, until, work } = opened();
    const first = await queue.submit('once', { rows: 1 }, ME);
    await queue.cancel(first.id);
    const second = await queue.submit('once', { rows: 1 }, ME);
    expect(second.id).not.toBe(first.id);
    expect((await queue.submit('once', { rows: 1 }, ME)).id).toBe(second.id);
    work(async () => ({ rows: 1 }));
    await until(second.id, 'completed');
  });
}
