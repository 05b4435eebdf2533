import { setTimeout as sleep } from 'node:timers/promises';
import { QueueError } from '@achilles/queue';
import type { Job } from '@achilles/types';
import { expect, test, vi } from 'vitest';
import { awaitJob } from '../../src/jobs/await-job.ts';
import { followJob } from '../../src/jobs/follow-job.ts';
import { jobThat } from './job-double.ts';

const ACTIVE = jobThat({ status: 'active' });
const DONE = jobThat({ status: 'completed' });
const never = new AbortController().signal;

/** A queue that answers these one after the other, the last one again and again. */
function answering(...answers: (Job | null | Error)[]) {
  return {
    get: vi.fn(async () => {
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer instanceof Error) throw answer;
      return answer ?? null;
    }),
  };
}

test('a job is waited for until it is finished', async () => {
  const queue = answering(jobThat(), ACTIVE, DONE);
  expect(await awaitJob(queue, jobThat(), { ms: 10_000, signal: never })).toBe(DONE);
  expect(queue.get).toHaveBeenCalledTimes(3);
});

test('one that is finished is not asked about', async () => {
  const queue = answering(null);
  expect(await awaitJob(queue, DONE, { ms: 10_000, signal: never })).toBe(DONE);
  expect(queue.get).not.toHaveBeenCalled();
});

test('when the time is over it is answered as it is, and not asked about too often', async () => {
  const queue = answering(ACTIVE);
  const started = performance.now();
  expect(await awaitJob(queue, jobThat(), { ms: 700, signal: never })).toBe(ACTIVE);
  expect(performance.now() - started).toBeGreaterThanOrEqual(690);
  // After 20, 60, 140, 300, 620 and 700 ms.
  expect(queue.get.mock.calls.length).toBeLessThanOrEqual(8);
});

test('a signal ends the wait at once', async () => {
  const started = performance.now();
  const signal = AbortSignal.timeout(50);
  expect(await awaitJob(answering(ACTIVE), jobThat(), { ms: 60_000, signal })).toBe(ACTIVE);
  expect(performance.now() - started).toBeLessThan(5_000);
});

test('a queue that is away or has lost the job leaves what was known', async () => {
  const queue = answering(new QueueError('away'), null, DONE);
  expect(await awaitJob(queue, jobThat(), { ms: 10_000, signal: never })).toBe(DONE);
  expect(await awaitJob(answering(null), ACTIVE, { ms: 50, signal: never })).toBe(ACTIVE);
  await expect(awaitJob(answering(new Error('bug')), ACTIVE, { ms: 10_000, signal: never })).rejects.toThrow(
    'bug',
  );
});

test('a job is followed by its changes to its end, whatever goes wrong meanwhile', async () => {
  const queue = answering(jobThat(), new QueueError('away'), ACTIVE, ACTIVE, DONE);
  const told: (Job | null)[] = [];
  for await (const job of followJob(queue, jobThat(), never)) told.push(job);
  expect(told).toEqual([jobThat(), ACTIVE, DONE]);
});

test('a job is not asked about while whoever follows it takes nothing', async () => {
  const queue = answering(ACTIVE);
  const following = followJob(queue, jobThat(), never);
  expect((await following.next()).value).toEqual(jobThat());
  await sleep(1_200);
  expect(queue.get).not.toHaveBeenCalled();
  expect((await following.next()).value).toEqual(ACTIVE);
  await following.return(undefined);
});

test('following ends with a signal, with the job, and where it is gone', async () => {
  const told = async (queue: ReturnType<typeof answering>, signal: AbortSignal, job: Job) => {
    const all: (Job | null)[] = [];
    for await (const one of followJob(queue, job, signal)) all.push(one);
    return all;
  };
  expect(await told(answering(ACTIVE), AbortSignal.timeout(700), ACTIVE)).toEqual([ACTIVE]);
  expect(await told(answering(null), never, DONE)).toEqual([DONE]);
  expect(await told(answering(null), never, ACTIVE)).toEqual([ACTIVE]);
});

test('where nothing happens, a silence is told every 15 seconds', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    const following = followJob(answering(ACTIVE), ACTIVE, never);
    expect((await following.next()).value).toBe(ACTIVE);
    const next = following.next();
    vi.advanceTimersByTime(15_000);
    expect((await next).value).toBeNull();
    await following.return(undefined);
  } finally {
    vi.useRealTimers();
  }
});
