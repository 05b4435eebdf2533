import { setTimeout as sleep } from 'node:timers/promises';
import { declareJob, Job, type JobRecords } from '@achilles/types';
import type { Queue } from 'bullmq';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { QueueBackend } from '../src/backends/queue-backend.ts';
import { BullJobQueue } from '../src/bull-job-queue.ts';
import type { HeldJob } from '../src/held-job.ts';
import { IdempotencyConflict } from '../src/idempotency-conflict.ts';
import { FinalFailure, LockLost, RetryableFailure } from '../src/job-failures.ts';
import { newJobId } from '../src/job-id.ts';
import { QueueError } from '../src/queue-error.ts';
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
 * @param open opens an engine and records with no jobs in them; the suite closes the engine
 */
export function queueContract(
  open: () => Promise<{ readonly backend: QueueBackend; readonly records: JobRecords }>,
): void {
  let backend: QueueBackend;
  let records: JobRecords;
  let now: () => number;
  let queue: BullJobQueue<typeof JOBS>;
  let works: Work[];
  let errors: Error[];
  let settled: Settled[];
  let reasons: unknown[];
  beforeEach(async () => {
    ({ backend, records } = await open());
    now = Date.now;
    queue = new BullJobQueue(backend, JOBS, records, () => now());
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
      records,
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
    expect(await records.get(submitted.id)).toMatchObject({ payload: { rows: 3 }, taken: 0 });
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
      // All of one type end, the one of another type does not.
      const taken = work(async ({ type }) => {
        if (type === 'hasty') throw new RetryableFailure('it is away');
        return { rows: 1 };
      });
      for (const id of [newest, oldest]) await until(id, 'completed');
      await taken.stop(5_000);
      expect(await queue.list({ limit: 10 })).toMatchObject({ total: 4 });
      expect(await idsOf({ limit: 10 })).toEqual(ids);
      expect(await idsOf({ limit: 2 })).toEqual([newest, middle]);
      expect(await idsOf({ limit: 10, types: ['hasty'] })).toEqual([other]);
      expect(await queue.list({ limit: 1, org: 'o2' })).toMatchObject({ total: 2 });
      expect(await queue.list({ limit: 1, requestedBy: 'nobody' })).toEqual({ jobs: [], total: 0 });
      const created = Date.parse((await queue.get(other))?.createdAt ?? '');
      expect(await idsOf({ limit: 10, createdFrom: created })).toEqual([newest, middle, other]);
      expect(await idsOf({ limit: 10, createdTo: created })).toEqual([other, oldest]);
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

  describe('cancelling', () => {
    test('ends a job that waits at once; a worker that meets it clears up and does not do it', async () => {
      const { id } = await queue.submit('count', { rows: 1 }, ME);
      const answer = await queue.cancel(id);
      expect(Job.parse(answer)).toMatchObject({ id, status: 'cancelled', finishedAt: expect.any(String) });
      expect(await queue.get(id)).toEqual(answer);
      expect(await queue.list({ limit: 10, statuses: ['cancelled'] })).toEqual({ jobs: [answer], total: 1 });
      const ended: string[] = [];
      let runs = 0;
      work(
        async () => runs++,
        async () => void ended.push('cleared up'),
      );
      await expect.poll(() => ended, { timeout: 5_000 }).toEqual(['cleared up']);
      expect(runs).toBe(0);
      expect(await queue.cancel(id)).toEqual(answer);
      expect(await queue.get(id)).toEqual(answer);
    });

    test('ends one under way within about a second, and what was done is cleared up after', async () => {
      const gate = new Gate();
      let endedAt = 0;
      work(
        async (held) => {
          gate.enter();
          while (!held.signal.aborted) await sleep(20);
          await held.saveCheckpoint({ line: 3 });
          held.signal.throwIfAborted();
        },
        async () => {
          endedAt = performance.now();
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
      let now = 0;
      let cleared = 0;
      const late = workJobs({
        ...{ backend, records, jobs: JOBS },
        handle: async () => {
          now++;
          throw new RetryableFailure('it is away');
        },
        onEnd: async () => void cleared++,
        onError: (error) => errors.push(error),
        times: { lock: 2_000, stalledCheck: 1_000 },
      });
      works.push(late);
      const { id } = await queue.submit('count', { rows: 1 }, ME);
      await expect.poll(async () => (await queue.get(id))?.error).toBe('it is away');
      await until(id, 'queued');
      await queue.cancel(id);
      expect(['cancelled', 'active']).toContain((await queue.get(id))?.status);
      await until(id, 'cancelled');
      const before = now;
      await expect.poll(() => cleared).toBe(1);
      await sleep(600);
      expect(now).toBe(before);
    });

    test('leaves one that is finished as it is, and tells of none', async () => {
      work(async () => ({ rows: 1 }));
      const { id } = await queue.submit('count', { rows: 1 }, ME);
      await until(id, 'completed');
      const completed = await queue.get(id);
      expect(await queue.cancel(id)).toEqual(completed);
      expect(await queue.cancel(newJobId('count'))).toBeNull();
      expect(await queue.cancel('nothing-1')).toBeNull();
    });

    test('loses to an end that comes before the worker hears of it', async () => {
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
      const first = await queue.submit('once', { rows: 1 }, ME);
      await queue.cancel(first.id);
      const second = await queue.submit('once', { rows: 1 }, ME);
      expect(second.id).not.toBe(first.id);
      expect((await queue.submit('once', { rows: 1 }, ME)).id).toBe(second.id);
      work(async () => ({ rows: 1 }));
      await until(second.id, 'completed');
    });
  });

  test('submitted under one id by several at once it is one job', async () => {
    const id = newJobId('count');
    const jobs = await Promise.all(
      Array.from({ length: 6 }, (_, rows) => queue.submit('count', { rows }, ME, { id })),
    );
    for (const job of jobs) expect(job.id).toBe(id);
    let runs = 0;
    work(async () => ({ rows: ++runs }));
    await until(id, 'completed');
    expect(await queue.submit('count', { rows: 9 }, ME, { id })).toEqual(await queue.get(id));
    expect(await queue.list({ limit: 10 })).toMatchObject({ total: 1 });
    await sleep(200);
    expect(runs).toBe(1);
  });

  describe('a request that is repeated', () => {
    const repeat = { key: 'my key', fingerprint: 'f1' };

    test('is one job, whoever sends it again at once or later', async () => {
      let runs = 0;
      const jobs = await Promise.all(
        Array.from({ length: 6 }, () => queue.submit('count', { rows: 1 }, ME, { repeat })),
      );
      const [{ id } = { id: '' }] = jobs;
      expect(id).toMatch(/^count-[0-9a-f]{32}$/);
      for (const job of jobs) expect(job.id).toBe(id);
      work(async () => ({ rows: ++runs }));
      await until(id, 'completed');
      const again = await queue.submit('count', { rows: 1 }, ME, { repeat, id: newJobId('count') });
      expect(again).toMatchObject({ id, status: 'completed', result: { rows: 1 } });
      expect(await queue.list({ limit: 10 })).toMatchObject({ total: 1 });
      await sleep(300);
      expect(runs).toBe(1);
    });

    test('and is another one is refused; other keys, callers and types are jobs of their own', async () => {
      const { id } = await queue.submit('count', { rows: 1 }, ME, { repeat });
      const other = { ...repeat, fingerprint: 'f2' };
      const refused = queue.submit('count', { rows: 2 }, ME, { repeat: other });
      await expect(refused).rejects.toThrow(IdempotencyConflict);
      await expect(refused).rejects.toThrow(id);
      const ids = [
        id,
        (await queue.submit('count', { rows: 1 }, ME, { repeat: { ...repeat, key: 'another' } })).id,
        (await queue.submit('count', { rows: 1 }, { requestedBy: 'other' }, { repeat })).id,
        (await queue.submit('hasty', { rows: 1 }, ME, { repeat })).id,
      ];
      expect(new Set(ids).size).toBe(4);
    });

    test('can be looked for before anything is kept', async () => {
      expect(await queue.findRepeated('count', ME, 'my key')).toBeNull();
      const job = await queue.submit('count', { rows: 1 }, ME, { repeat });
      expect(await queue.findRepeated('count', ME, 'my key')).toEqual({ job, fingerprint: 'f1' });
      expect(await queue.findRepeated('count', { requestedBy: 'other' }, 'my key')).toBeNull();
      expect(await queue.findRepeated('hasty', ME, 'my key')).toBeNull();
    });

    test('after 24 hours is new, again and again', async () => {
      const ids: string[] = [];
      for (const hours of [0, 24, 48]) {
        now = () => Date.now() + hours * 3_600_000;
        expect(await queue.findRepeated('count', ME, 'my key')).toBeNull();
        const { id } = await queue.submit('count', { rows: 1 }, ME, {
          repeat: { ...repeat, fingerprint: `f${hours}` },
        });
        ids.push(id);
        now = () => Date.now() + hours * 3_600_000 + 23 * 3_600_000;
        expect((await queue.findRepeated('count', ME, 'my key'))?.job.id).toBe(id);
      }
      expect(new Set(ids).size).toBe(3);
    });
  });

  describe('an engine that has lost its jobs', () => {
    const empty = async () => {
      for (const type of Object.keys(JOBS))
        await ((await backend.queue(type)) as unknown as Queue).obliterate({ force: true });
    };

    test('is told of those that wait by whichever worker looks first, and each is done once', async () => {
      const submitted = [];
      for (let i = 0; i < 5; i++) submitted.push(await queue.submit('count', { rows: i }, ME));
      await empty();
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

    test('has a job under way go on from its checkpoint; who had it can not write any more', async () => {
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
      await empty();
      gates[0].open();
      await until(id, 'completed');
      expect(seen).toEqual([undefined, { line: 7 }]);
      expect(faults).toEqual([expect.any(LockLost)]);
      expect(settled).toEqual(['lost', 'completed']);
    });

    test('and knows an id from an earlier end does the job all the same', async () => {
      const repeat = { key: 'k', fingerprint: 'f' };
      const { id } = await queue.submit('count', { rows: 1 }, ME, { repeat });
      await records.remove(id);
      const first = work(async () => ({ rows: 1 }));
      await expect.poll(() => errors.map(String).join()).toContain(`job ${id} has no record`);
      expect((await queue.submit('count', { rows: 1 }, ME, { repeat })).id).toBe(id);
      await until(id, 'completed');
      await first.stop(5_000);
    });
  });

  test('a record that was made and whose job never reached the engine is done', async () => {
    const { id } = await queue.submit('count', { rows: 4 }, ME);
    const kept = await records.get(id);
    const orphan = newJobId('count');
    if (kept !== null) await records.create({ ...kept, id: orphan });
    work(async ({ payload }) => payload);
    await until(orphan, 'completed');
    expect((await queue.get(orphan))?.result).toEqual({ rows: 4 });
  });

  test('records of jobs that ended 30 days ago are removed', async () => {
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

  describe('while records can not be reached', () => {
    let away: boolean;
    let own: JobRecords;
    beforeEach(() => {
      away = false;
      own = records;
      records = new Proxy(own, {
        get: (target, name: keyof JobRecords) =>
          away
            ? async () => {
                throw new Error('records are away');
              }
            : (target[name] as (...given: unknown[]) => unknown).bind(target),
      });
      queue = new BullJobQueue(backend, JOBS, records);
    });

    test('a job waits, is told of by what the engine carries, and goes on from its checkpoint', async () => {
      const seen: unknown[] = [];
      const gate = new Gate();
      work(async (held) => {
        seen.push(held.checkpoint);
        if (seen.length === 1) {
          await held.saveCheckpoint({ line: 7 });
          away = true;
          await held.saveCheckpoint({ line: 8 });
        }
        gate.enter();
        return { rows: 1 };
      });
      const job = await queue.submit('count', { rows: 1 }, ME);
      const waits = { id: job.id, status: 'queued', error: 'the records of jobs can not be reached' };
      await expect.poll(() => queue.get(job.id).catch(String), { timeout: 5_000 }).toMatchObject(waits);
      await sleep(1_000);
      await expect
        .poll(() => queue.get(job.id).catch(String))
        .toMatchObject({ ...waits, createdAt: job.createdAt });
      expect(seen).toHaveLength(1);
      // Whoever reaches the record, which says that the job is under way, tells the same.
      const other = new BullJobQueue(backend, JOBS, own);
      expect((await own.get(job.id))?.status).toBe('active');
      await expect.poll(() => other.get(job.id)).toMatchObject(waits);
      away = false;
      await until(job.id, 'completed');
      expect(seen).toEqual([undefined, { line: 7 }]);
      expect((await records.get(job.id))?.trouble).toBeUndefined();
    });

    test('nothing is kept, and nothing is told of jobs that ended', async () => {
      work(async () => ({ rows: 1 }));
      const { id } = await queue.submit('count', { rows: 1 }, ME);
      await until(id, 'completed');
      away = true;
      for (const call of [
        () => queue.submit('count', { rows: 1 }, ME),
        () => queue.get(id),
        () => queue.cancel(id),
        () => queue.list({ limit: 1 }),
        () => queue.findRepeated('count', ME, 'k'),
      ])
        await expect(call()).rejects.toThrow(QueueError);
      away = false;
      expect(await queue.list({ limit: 10 })).toMatchObject({ total: 1 });
    });
  });
}
