import { setTimeout as sleep } from 'node:timers/promises';
import { declareJob, Job } from '@achilles/types';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { QueueBackend } from '../src/backends/queue-backend.ts';
import { BullJobQueue } from '../src/bull-job-queue.ts';
import type { HeldJob } from '../src/held-job.ts';
import { FinalFailure, LockLost, RetryableFailure } from '../src/job-failures.ts';
import { newJobId } from '../src/job-id.ts';
import { type Settled, type Work, workJobs } from '../src/work-jobs.ts';

const plain = {
  permission: 'analytics:executions:write',
  payload: z.object({ rows: z.int() }),
  result: z.object({ rows: z.int() }),
  request: null,
} as const;

const JOBS = {
  count: declareJob({ ...plain, summary: 'Counts', backoff: { first: 200, most: 400 } }),
  once: declareJob({ ...plain, summary: 'Joins', dedupeKey: ({ rows }) => `rows:${rows}` }),
  hasty: declareJob({ ...plain, summary: 'Gives up', retryFor: 300, backoff: { first: 200, most: 200 } }),
};

const ME = { requestedBy: 'tester' };

/** A processor that waits for the test to let it go on. */
class Gate {
  readonly entered: Promise<void>;
  readonly opened: Promise<void>;
  enter: () => void = () => undefined;
  open: () => void = () => undefined;

  constructor() {
    this.entered = new Promise((resolve) => {
      this.enter = resolve;
    });
    this.opened = new Promise((resolve) => {
      this.open = resolve;
    });
  }

  async pass(): Promise<void> {
    this.enter();
    await this.opened;
  }
}

/**
 * What the job queue does, whatever engine keeps the jobs.
 * @param open opens an engine with no jobs in it; the suite closes it
 */
export function queueContract(open: () => Promise<QueueBackend>): void {
  let backend: QueueBackend;
  let queue: BullJobQueue<typeof JOBS>;
  let works: Work[];
  let errors: Error[];
  let settled: Settled[];
  let reasons: unknown[];
  beforeEach(async () => {
    backend = await open();
    queue = new BullJobQueue(backend, JOBS);
    works = [];
    errors = [];
    settled = [];
    reasons = [];
  });
  afterEach(async () => {
    await Promise.all(works.map((work) => work.stop(5_000)));
    await backend.close();
  });

  function work(handle: (held: HeldJob) => Promise<unknown>, onEnd?: () => Promise<void>): Work {
    const started = workJobs({
      backend,
      jobs: JOBS,
      handle,
      onError: (error) => errors.push(error),
      onSettled: (_, how, why) => {
        settled.push(how);
        if (why !== undefined) reasons.push(why.error);
      },
      ...(onEnd === undefined ? {} : { onEnd }),
      times: { lock: 2_000, stalledCheck: 1_000 },
    });
    works.push(started);
    return started;
  }
  const until = (id: string, status: Job['status']) =>
    expect.poll(async () => (await queue.get(id))?.status, { timeout: 15_000, interval: 50 }).toBe(status);

  test('a job is kept, taken, reported on and completed', async () => {
    const submitted = await queue.submit('count', { rows: 3 }, { ...ME, org: 'o1' });
    expect(Job.parse(submitted)).toMatchObject({
      type: 'count',
      status: 'queued',
      requestedBy: 'tester',
      org: 'o1',
    });
    expect(submitted.id).toMatch(/^count-[0-9a-f]{32}$/);
    expect(await queue.get(submitted.id)).toEqual(submitted);
    const gate = new Gate();
    const ended: string[] = [];
    work(
      async (held) => {
        await held.report({ phase: 'counting', done: 1, total: 3 });
        await gate.pass();
        return held.payload;
      },
      async () => void ended.push((await queue.get(submitted.id))?.status ?? 'gone'),
    );
    await gate.entered;
    const active = await queue.get(submitted.id);
    expect(active).toMatchObject({ status: 'active', progress: { phase: 'counting', done: 1, total: 3 } });
    expect(active?.startedAt).toMatch(/Z$/);
    gate.open();
    await until(submitted.id, 'completed');
    const completed = Job.parse(await queue.get(submitted.id));
    expect(completed).toMatchObject({ result: { rows: 3 }, startedAt: active?.startedAt });
    expect(completed.finishedAt).toMatch(/Z$/);
    expect(completed.error).toBeUndefined();
    await expect.poll(() => ended).toEqual(['completed']);
    expect(errors).toEqual([]);
  });

  test('a failure that may pass is waited out, said meanwhile, and the job goes on from its checkpoint', async () => {
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
    work(async () => {
      throw new RetryableFailure('it is away');
    });
    const { id } = await queue.submit('hasty', { rows: 1 }, ME);
    await until(id, 'failed');
    expect((await queue.get(id))?.error).toBe('given up after 2 attempts: it is away');
  });

  test('a final failure ends the job at once and keeps what was done', async () => {
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
    work(async () => {
      throw new TypeError('a secret');
    });
    const { id } = await queue.submit('count', { rows: 1 }, ME);
    await until(id, 'failed');
    expect((await queue.get(id))?.error).toMatch(/^something went wrong/);
    expect(reasons).toMatchObject([{ message: 'a secret' }]);
  });

  test('a worker that stops hands its job back, and another goes on at once from the checkpoint', async () => {
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

  test('asking again for work that is not finished joins it; afterwards it is new work', async () => {
    const first = await queue.submit('once', { rows: 1 }, ME);
    expect((await queue.submit('once', { rows: 1 }, ME)).id).toBe(first.id);
    expect((await queue.submit('once', { rows: 2 }, ME)).id).not.toBe(first.id);
    work(async () => ({ rows: 1 }));
    await until(first.id, 'completed');
    const again = await queue.submit('once', { rows: 1 }, ME);
    expect(again.id).not.toBe(first.id);
    await until(again.id, 'completed');
  });

  test('a payload that is not the declared one is never kept', async () => {
    await expect(queue.submit('count', { rows: 1.5 }, ME)).rejects.toThrow(z.ZodError);
    expect(await queue.list({ limit: 10 })).toEqual({ jobs: [], total: 0 });
  });

  test('there is nothing under an unknown id', async () => {
    for (const id of ['', 'count', 'nothing-1', newJobId('count'), 'constructor-1']) {
      expect(await queue.get(id)).toBeNull();
    }
  });

  describe('the list', () => {
    async function submitInOrder(): Promise<string[]> {
      const ids: string[] = [];
      for (const [type, org] of [
        ['count', 'o1'],
        ['hasty', 'o2'],
        ['count', 'o2'],
        ['count', 'o1'],
      ] as const) {
        ids.unshift((await queue.submit(type, { rows: ids.length }, { ...ME, org })).id);
        await sleep(5);
      }
      return ids;
    }
    const idsOf = async (filter: Parameters<typeof queue.list>[0]) =>
      (await queue.list(filter)).jobs.map(({ id }) => id);

    test('is by age, the newest first, whatever state the jobs are in', async () => {
      const ids = await submitInOrder();
      const [newest, middle, other, oldest] = ids as [string, string, string, string];
      // The older ones end after the newer ones.
      for (const [id, type] of [
        [newest, 'count'],
        [oldest, 'count'],
      ] as const) {
        const job = await (await backend.queue(type)).getJob(id);
        const taken = work(async () => ({ rows: 1 }));
        await until(id, 'completed');
        await taken.stop(5_000);
        expect(job?.id).toBe(id);
      }
      expect(await queue.list({ limit: 10 })).toMatchObject({ total: 4 });
      expect(await idsOf({ limit: 10 })).toEqual(ids);
      expect(await idsOf({ limit: 2 })).toEqual([newest, middle]);
      expect(await idsOf({ limit: 10, types: ['hasty'] })).toEqual([other]);
      expect(await queue.list({ limit: 10, org: 'o2' })).toMatchObject({ total: null });
      expect(await idsOf({ limit: 10, org: 'o2' })).toEqual([middle, other]);
    });

    test('takes statuses', async () => {
      const ids = await submitInOrder();
      expect(await idsOf({ limit: 10, statuses: ['queued'] })).toEqual(ids);
      expect(await queue.list({ limit: 10, statuses: ['active', 'failed', 'cancelled'] })).toEqual({
        jobs: [],
        total: 0,
      });
      work(async ({ type }) => {
        if (type === 'hasty') throw new FinalFailure('no');
        return { rows: 1 };
      });
      const [newest, middle, other, oldest] = ids as [string, string, string, string];
      await until(other, 'failed');
      await until(oldest, 'completed');
      await until(newest, 'completed');
      expect(await idsOf({ limit: 10, statuses: ['failed'] })).toEqual([other]);
      expect(await idsOf({ limit: 2, statuses: ['completed'] })).toEqual([newest, middle]);
      expect(await queue.list({ limit: 1, statuses: ['completed'] })).toMatchObject({ total: 3 });
    });
  });
}
