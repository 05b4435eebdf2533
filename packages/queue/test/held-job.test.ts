import { setTimeout as sleep } from 'node:timers/promises';
import type { JobRecord, JobRecords } from '@achilles/types';
import { MemoryJobRecords } from '@achilles/types/testing';
import type { Job } from 'bullmq';
import { expect, test } from 'vitest';
import { HeldJob } from '../src/held-job.ts';
import { JobCancelled, LockLost, RetryableFailure } from '../src/job-failures.ts';
import type { StoredJob } from '../src/stored-job.ts';

const LOCK_MS = 600;

const RECORD: JobRecord = {
  id: 'import-1',
  type: 'import',
  status: 'active',
  progress: { phase: 'queued', done: 0, total: 0 },
  payload: {},
  requestedBy: 'tester',
  createdAt: 0,
  taken: 1,
};

interface Held {
  readonly job: HeldJob;
  readonly asked: () => number;
  readonly kept: () => Promise<JobRecord | null>;
  readonly records: JobRecords;
}

/** A job whose engine answers as told: after so many milliseconds, whether the lock was still held. */
async function held(answers: [number, 0 | 1][], given: JobRecords = new MemoryJobRecords()): Promise<Held> {
  await given.create(RECORD);
  let asked = 0;
  const job = {
    extendLock: async () => {
      const [delay, answer] = answers[asked++] ?? [0, 1];
      await sleep(delay);
      return answer;
    },
    updateProgress: async () => undefined,
  };
  const taken = new HeldJob({
    job: job as unknown as Job<StoredJob>,
    token: 'token',
    lockMs: LOCK_MS,
    jobs: {},
    records: given,
    record: RECORD,
    stopping: new AbortController().signal,
    clock: () => 5_000,
    recordsFault: (error) => `records: ${(error as Error).message}`,
  });
  return { job: taken, asked: () => asked, kept: () => given.get(RECORD.id), records: given };
}

test('an answer that comes at once is believed', async () => {
  const { job, asked, kept } = await held([[0, 1]]);
  await job.saveCheckpoint({ line: 1 });
  expect(asked()).toBe(1);
  expect(await kept()).toEqual({ ...RECORD, checkpoint: { line: 1 } });
});

test('an answer that is old when it is read is asked for again', async () => {
  const { job, asked } = await held([
    [LOCK_MS, 1],
    [0, 1],
  ]);
  await job.assertHeld();
  expect(asked()).toBe(2);
  const lost = await held([
    [LOCK_MS, 1],
    [0, 0],
  ]);
  await expect(lost.job.assertHeld()).rejects.toThrow(LockLost);
});

const WRITES: readonly [string, (job: HeldJob) => Promise<void>][] = [
  ['a checkpoint', (job) => job.saveCheckpoint({ line: 1 })],
  ['progress', (job) => job.report({ phase: 'x', done: 0, total: 0 })],
  ['an end', (job) => job.end({ status: 'failed', error: 'why' })],
  ['handing back', (job) => job.handBack()],
  ['putting off', (job) => job.postpone(9_000, { since: 1, failures: 1, reason: 'why' })],
];

test.each(WRITES)('%s is not written without the lock', async (_, write) => {
  const { job, kept } = await held([[0, 0]]);
  await expect(write(job)).rejects.toThrow(LockLost);
  expect(await kept()).toEqual(RECORD);
});

test.each(WRITES)('%s is not written with a lock on a job that another has taken', async (_, write) => {
  const { job, kept, records } = await held([]);
  await records.change(RECORD.id, (record) => ({ ...record, taken: 2 }));
  await expect(write(job)).rejects.toThrow(LockLost);
  expect(await kept()).toEqual({ ...RECORD, taken: 2 });
  await records.change(RECORD.id, (record) => ({ ...record, taken: 1, status: 'cancelled' }));
  await expect(write(job)).rejects.toThrow(LockLost);
  expect(await kept()).toMatchObject({ status: 'cancelled' });
  await records.remove(RECORD.id);
  await expect(write(job)).rejects.toThrow(LockLost);
});

test('a job that is to be cancelled is not given back but to be ended', async () => {
  const { job, records, kept } = await held([]);
  await records.change(RECORD.id, (record) => ({ ...record, cancelRequestedAt: 4_000 }));
  await expect(job.handBack()).rejects.toThrow(JobCancelled);
  await expect(job.postpone(9_000, { since: 1, failures: 1, reason: 'why' })).rejects.toThrow(JobCancelled);
  await job.saveCheckpoint({ line: 1 });
  await job.end({ status: 'cancelled' });
  expect(await kept()).toMatchObject({ status: 'cancelled', finishedAt: 5_000, cancelRequestedAt: 4_000 });
});

test('progress is written once a second, and the last of it with what is saved next', async () => {
  const { job, kept } = await held([]);
  for (let done = 1; done <= 50; done++) await job.report({ phase: 'x', done, total: 60 });
  expect((await kept())?.progress.done).toBe(1);
  await job.saveCheckpoint({ line: 1 });
  expect((await kept())?.progress.done).toBe(50);
  await job.saveCheckpoint({ line: 2 }, { phase: 'x', done: 55, total: 60 });
  expect((await kept())?.progress.done).toBe(55);
  await job.report({ phase: 'x', done: 60, total: 60 });
  await job.end({ status: 'completed', result: { rows: 60 } });
  expect(await kept()).toEqual({
    ...RECORD,
    status: 'completed',
    progress: { phase: 'x', done: 60, total: 60 },
    finishedAt: 5_000,
    result: { rows: 60 },
  });
});

test('a record that can not be reached is a failure that may pass', async () => {
  const away = new MemoryJobRecords();
  const { job } = await held([], away);
  away.change = async () => {
    throw new Error('away');
  };
  await expect(job.saveCheckpoint({})).rejects.toThrow(new RetryableFailure('records: away'));
  await expect(job.end({ status: 'completed' })).rejects.toThrow(RetryableFailure);
});
