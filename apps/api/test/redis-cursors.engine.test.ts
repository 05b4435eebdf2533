import { setTimeout as sleep } from 'node:timers/promises';
import { connectRedis } from '@achilles/queue';
import { startRedis } from '@achilles/testkit';
import type { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { redisCursorKeys } from '../src/cursors/redis-cursor-keys.ts';
import { redisSharedSnapshots } from '../src/cursors/redis-shared-snapshots.ts';

let server: Awaited<ReturnType<typeof startRedis>>;
let connections: Redis[];

async function connect(): Promise<Redis> {
  const redis = connectRedis(server.url, () => undefined);
  connections.push(redis);
  await expect.poll(() => redis.status).toBe('ready');
  return redis;
}

beforeEach(async () => {
  server = await startRedis();
  connections = [];
});
afterEach(async () => {
  for (const connection of connections) connection.disconnect();
  await server.stop();
});

test('processes of one Redis sign with one key, those of another prefix do not', async () => {
  const [a, b] = [await connect(), await connect()];
  const [[ofFirst], [ofSecond], [ofOther]] = await Promise.all([
    redisCursorKeys(a, 'one')(),
    redisCursorKeys(b, 'one')(),
    redisCursorKeys(b, 'other')(),
  ]);
  expect(ofFirst).toEqual(ofSecond);
  expect(ofFirst).not.toEqual(ofOther);
});

test('while Redis is away a process has a key of its own, and keeps it good', async () => {
  const redis = await connect();
  await server.stop();
  await expect.poll(() => redis.status).not.toBe('ready');
  const keys = redisCursorKeys(redis, 'one');
  const [own] = await keys();
  expect((await keys())[0]).toEqual(own);
});

test('what is put is told to others until its time is over, or it is removed', async () => {
  const [first, second] = [
    redisSharedSnapshots(await connect(), 'p'),
    redisSharedSnapshots(await connect(), 'p'),
  ];
  await first.put('a', 'record', 60_000);
  expect(await second.get('a')).toBe('record');
  await first.put('a', 'later', 60_000);
  expect(await second.get('a')).toBe('later');
  await second.remove('a');
  expect(await first.get('a')).toBeNull();
  await first.put('short', 'record', 50);
  await sleep(100);
  expect(await second.get('short')).toBeNull();
});

test('a page does not wait for a Redis that does not answer', async () => {
  const shared = redisSharedSnapshots(await connect(), 'p');
  server.pause();
  try {
    const started = performance.now();
    await shared.put('a', 'record', 60_000);
    expect(performance.now() - started).toBeLessThan(1_000);
    await expect(shared.get('a')).rejects.toThrow();
  } finally {
    server.resume();
  }
});
