import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from 'bullmq';
import { expect, test } from 'vitest';
import { HeldJob } from '../src/held-job.ts';
import { LockLost } from '../src/job-failures.ts';
import type { StoredJob } from '../src/stored-job.ts';

const LOCK_MS = 60;

/** A job whose engine answers as told: after so many milliseconds, whether the lock was still held. */
function held(answers: [number, 0 | 1][]): { job: HeldJob; asked: () => number; written: unknown[] } {
  const written: unknown[] = [];
  let asked = 0;
  const job = {
    id: 'import-1',
    name: 'import',
    timestamp: 0,
    data: { payload: {}, requestedBy: 'tester' },
    extendLock: async () => {
      const [delay, answer] = answers[asked++] ?? [0, 1];
      await sleep(delay);
      return answer;
    },
    updateData: async (data: unknown) => void written.push(data),
    updateProgress: async (progress: unknown) => void written.push(progress),
  };
  const taken = new HeldJob(job as unknown as Job<StoredJob>, 'token', LOCK_MS, new AbortController().signal);
  return { job: taken, asked: () => asked, written };
}

test('an answer that comes at once is believed', async () => {
  const { job, asked, written } = held([[0, 1]]);
  await job.saveCheckpoint({ line: 1 });
  expect(asked()).toBe(1);
  expect(written).toEqual([{ payload: {}, requestedBy: 'tester', checkpoint: { line: 1 } }]);
});

test('an answer that is old when it is read is asked for again', async () => {
  const { job, asked } = held([
    [LOCK_MS, 1],
    [0, 1],
  ]);
  await job.assertHeld();
  expect(asked()).toBe(2);
  const lost = held([
    [LOCK_MS, 1],
    [0, 0],
  ]);
  await expect(lost.job.assertHeld()).rejects.toThrow(LockLost);
});

test('nothing is written without the lock', async () => {
  const { job, written } = held([
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  await expect(job.saveCheckpoint({ line: 1 })).rejects.toThrow(LockLost);
  await expect(job.report({ phase: 'x', done: 0, total: 0 })).rejects.toThrow(LockLost);
  await expect(job.keepResult({})).rejects.toThrow(LockLost);
  expect(written).toEqual([]);
});
