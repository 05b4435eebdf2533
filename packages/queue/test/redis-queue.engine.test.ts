import { randomUUID } from 'node:crypto';
import { startRedis } from '@achilles/testkit';
import { declareJob } from '@achilles/types';
import { MemoryJobRecords } from '@achilles/types/testing';
import { describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { RedisBackend } from '../src/backends/redis-backend.ts';
import { BullJobQueue } from '../src/bull-job-queue.ts';
import { QueueError } from '../src/queue-error.ts';
import { workJobs } from '../src/work-jobs.ts';
import { queueContract } from './queue-contract.ts';

const open = (url: string, onError: (error: Error) => void = () => undefined) =>
  new RedisBackend({ url, prefix: `test-${randomUUID()}`, onError });

describe('the job queue on Redis', () => {
  queueContract(async () => ({ backend: open(inject('redisUrl')), records: new MemoryJobRecords() }));
});

const JOBS = {
  count: declareJob({
    summary: 'Counts',
    permission: 'analytics:executions:write',
    payload: z.object({}),
    result: z.object({}),
    request: null,
  }),
};
const submit = (queue: BullJobQueue<typeof JOBS>) => queue.submit('count', {}, { requestedBy: 'tester' });

describe('a Redis that is away', () => {
  test('is told within seconds, keeps nothing for later, and is used again when it is back', async () => {
    const server = await startRedis();
    const port = Number(new URL(server.url).port);
    const backend = open(server.url);
    const queue = new BullJobQueue(backend, JOBS, new MemoryJobRecords());
    const { id } = await submit(queue);
    await server.stop();
    for (const call of [
      () => submit(queue),
      () => queue.submit('count', {}, { requestedBy: 'tester' }, { repeat: { key: 'k', fingerprint: 'f' } }),
      () => queue.check(),
    ]) {
      const started = performance.now();
      await expect(call()).rejects.toThrow(QueueError);
      expect(performance.now() - started).toBeLessThan(2_500);
    }
    // What is known of jobs is not in Redis.
    expect((await queue.get(id))?.status).toBe('queued');
    expect(await queue.list({ limit: 10 })).toMatchObject({ jobs: [{ id }], total: 1 });
    expect((await queue.cancel(id))?.status).toBe('cancelled');
    const again = await startRedis({ port });
    await expect.poll(() => queue.check().catch(String), { timeout: 10_000 }).toBeUndefined();
    // Nothing that was asked for meanwhile arrives late.
    expect(await queue.list({ limit: 10 })).toMatchObject({ total: 1 });
    expect((await submit(queue)).status).toBe('queued');
    await backend.close();
    await again.stop();
  });

  test('when the process starts is no reason to end it', async () => {
    const server = await startRedis();
    const port = Number(new URL(server.url).port);
    await server.stop();
    const backend = open(server.url);
    const queue = new BullJobQueue(backend, JOBS, new MemoryJobRecords());
    await expect(submit(queue)).rejects.toThrow('the job queue is not available');
    const again = await startRedis({ port });
    await expect
      .poll(() => submit(queue).catch(String), { timeout: 10_000 })
      .toMatchObject({ status: 'queued' });
    expect(await queue.list({ limit: 10 })).toMatchObject({ total: 1 });
    await backend.close();
    await again.stop();
  });

  test('and paused is told within seconds as well', async () => {
    const server = await startRedis();
    const backend = open(server.url);
    const queue = new BullJobQueue(backend, JOBS, new MemoryJobRecords());
    await submit(queue);
    server.pause();
    const started = performance.now();
    await expect(submit(queue)).rejects.toThrow(QueueError);
    expect(performance.now() - started).toBeLessThan(4_500);
    server.resume();
    await expect.poll(() => queue.check().catch(String), { timeout: 10_000 }).toBeUndefined();
    await backend.close();
    await server.stop();
  });
});

test('a Redis that may drop keys is not ready, in words', async () => {
  const server = await startRedis();
  const { Redis } = await import('ioredis');
  const client = new Redis(server.url);
  const backend = open(server.url);
  expect(await backend.check()).toBeUndefined();
  await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
  await expect(backend.check()).rejects.toThrow('set its maxmemory-policy to noeviction (it is allkeys-lru)');
  client.disconnect();
  await backend.close();
  await server.stop();
});

test('FLUSHALL in the middle of jobs loses none and does nothing twice', async () => {
  const server = await startRedis();
  const { Redis } = await import('ioredis');
  const client = new Redis(server.url);
  const records = new MemoryJobRecords();
  const backend = open(server.url);
  const queue = new BullJobQueue(backend, JOBS, records);
  const JOB_COUNT = 6;
  const STEPS = 20;
  const stored = new Map<string, number[]>();
  const works = [1, 2].map(() =>
    workJobs({
      ...{ backend, records, jobs: JOBS },
      handle: async (held) => {
        const { step: from } = (held.checkpoint ?? { step: 0 }) as { step: number };
        for (let step = from; step < STEPS; step++) {
          held.signal.throwIfAborted();
          await held.assertHeld();
          // A write that may be repeated until its checkpoint is kept, and never after.
          const steps = stored.get(held.id) ?? [];
          expect(steps.filter((done) => done > step)).toEqual([]);
          stored.set(held.id, [...new Set([...steps, step])]);
          await new Promise((resolve) => setTimeout(resolve, 10));
          await held.saveCheckpoint({ step: step + 1 });
        }
        return {};
      },
      onError: () => undefined,
      times: { lock: 2_000, stalledCheck: 1_000 },
    }),
  );
  const ids: string[] = [];
  for (let i = 0; i < JOB_COUNT; i++) ids.push((await submit(queue)).id);
  for (let flush = 0; flush < 3; flush++) {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await client.flushall();
  }
  for (const id of ids)
    await expect
      .poll(async () => (await queue.get(id))?.status, { timeout: 30_000, interval: 50 })
      .toBe('completed');
  for (const id of ids) expect(stored.get(id)).toEqual(Array.from({ length: STEPS }, (_, i) => i));
  await Promise.all(works.map((work) => work.stop(5_000)));
  client.disconnect();
  await backend.close();
  await server.stop();
});
