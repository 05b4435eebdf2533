import { randomUUID } from 'node:crypto';
import { startRedis } from '@achilles/testkit';
import { declareJob } from '@achilles/types';
import { describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { RedisBackend } from '../src/backends/redis-backend.ts';
import { BullJobQueue } from '../src/bull-job-queue.ts';
import { QueueError } from '../src/queue-error.ts';
import { queueContract } from './queue-contract.ts';

const open = (url: string, onError: (error: Error) => void = () => undefined) =>
  new RedisBackend({ url, prefix: `test-${randomUUID()}`, onError });

describe('the job queue on Redis', () => {
  queueContract(async () => open(inject('redisUrl')));
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
    const queue = new BullJobQueue(backend, JOBS);
    const { id } = await submit(queue);
    await server.stop();
    for (const call of [
      () => submit(queue),
      () => queue.get(id),
      () => queue.list({ limit: 1 }),
      () => queue.check(),
    ]) {
      const started = performance.now();
      await expect(call()).rejects.toThrow(QueueError);
      expect(performance.now() - started).toBeLessThan(2_500);
    }
    const again = await startRedis({ port });
    await expect.poll(() => queue.check().catch(String), { timeout: 10_000 }).toBeUndefined();
    // The second server began empty: nothing that was asked for meanwhile arrives late.
    expect(await queue.list({ limit: 10 })).toEqual({ jobs: [], total: 0 });
    expect((await submit(queue)).status).toBe('queued');
    await backend.close();
    await again.stop();
  });

  test('when the process starts is no reason to end it', async () => {
    const server = await startRedis();
    const port = Number(new URL(server.url).port);
    await server.stop();
    const backend = open(server.url);
    const queue = new BullJobQueue(backend, JOBS);
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
    const queue = new BullJobQueue(backend, JOBS);
    await submit(queue);
    process.kill(server.pid ?? 0, 'SIGSTOP');
    const started = performance.now();
    await expect(submit(queue)).rejects.toThrow(QueueError);
    expect(performance.now() - started).toBeLessThan(4_500);
    process.kill(server.pid ?? 0, 'SIGCONT');
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
