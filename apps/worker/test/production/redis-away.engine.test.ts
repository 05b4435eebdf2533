import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalServer, startRedis, type TestElasticsearch } from '@achilles/testkit';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import type { RunningProcess } from '../run-process.ts';
import { expectRefused } from './expect-refused.ts';
import { type ApiProcess, Installation } from './installation.ts';
import { Reading } from './reading.ts';
import { rows } from './rows.ts';

const [elasticsearch] = inject('elasticsearch') as readonly [TestElasticsearch];
const STORED = 100;
const ROWS = 45_000;
const RIGHT = { totalExecutions: STORED, protectedCount: STORED / 2 };

let folder: string;
let redis: LocalServer;
let installation: Installation;
let api: ApiProcess;
let worker: RunningProcess;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'production-redis-'));
  redis = await startRedis({ folder });
  installation = new Installation({ elasticsearch: elasticsearch.url, redis: redis.url });
  [api, worker] = await Promise.all([installation.api(), installation.worker()]);
  await api.completed((await api.import(rows('stored', STORED))).id);
});
afterEach(async () => {
  await redis.stop();
  await installation.end();
  rmSync(folder, { recursive: true });
});

async function submitInTheMiddle(): Promise<string> {
  const { id } = await api.import(rows('imported', ROWS));
  await api.inTheMiddle(id);
  return id;
}

async function startAgain(): Promise<void> {
  redis = await startRedis({ folder, port: Number(new URL(redis.url).port) });
}

/** What must hold while Redis says nothing or nothing is there. */
async function expectRefusals(job: string): Promise<void> {
  const calls = [api.tryImport(rows('refused', 1)), api.tryJob(job), api.ready(), api.live()] as const;
  const [upload, asked, ready, live] = await Promise.all(calls);
  expectRefused(upload, 5);
  // What is known of jobs is not in Redis.
  expect(asked).toMatchObject({ status: 200, body: { data: { id: job } } });
  expect(asked.seconds).toBeLessThan(5);
  const queue = expect.stringContaining('the job queue');
  expect(ready).toMatchObject({ status: 503, body: { checks: { store: 'ready', queue } } });
  expect(ready.seconds).toBeLessThan(4);
  expect(live).toMatchObject({ status: 200, body: { status: 'live' } });
}

/** What must hold once Redis is back; reads went on all the time. */
async function expectRecovery(job: string, reading: Reading): Promise<void> {
  await expect.poll(() => api.ready(), { timeout: 15_000 }).toMatchObject({ status: 200 });
  await api.completed(job);
  const result = (await api.job(job)).result as Record<string, number>;
  expect((result.added ?? 0) + (result.unchanged ?? 0)).toBe(ROWS);
  await api.completed((await api.import(rows('later', STORED))).id);
  expect(await api.jobs()).toHaveLength(3);
  expect(await api.score('imported')).toMatchObject({ body: { totalExecutions: ROWS } });
  expect(await installation.stored()).toBe(STORED + ROWS + STORED);
  const replies = await reading.stop();
  expect(replies.length).toBeGreaterThan(10);
  for (const reply of replies) expect(reply).toMatchObject({ status: 200, body: RIGHT });
  expect(worker.process.exitCode).toBeNull();
}

describe('while Redis is', () => {
  test.each(['stop', 'kill'] as const)(
    'away (%s), reads go on, jobs are refused, and an import under way goes on afterwards',
    async (end) => {
      const id = await submitInTheMiddle();
      const reading = new Reading(api, 'stored');
      await redis[end]();
      await expectRefusals(id);
      await startAgain();
      await expectRecovery(id, reading);
    },
  );

  test('paused for longer than a job is locked, the same', async () => {
    const id = await submitInTheMiddle();
    const reading = new Reading(api, 'stored');
    redis.pause();
    await expectRefusals(id);
    redis.resume();
    await expectRecovery(id, reading);
  });

  test.each(['pause', 'kill'] as const)(
    'not there (%s), an API and a worker in the middle of a job still stop in time',
    async (fault) => {
      const id = await submitInTheMiddle();
      await redis[fault]();
      const started = performance.now();
      expect(await Promise.all([api.running.kill('SIGTERM'), worker.kill('SIGTERM')])).toEqual([0, 0]);
      expect(performance.now() - started).toBeLessThan(15_000);
      await (fault === 'pause' ? redis.resume() : startAgain());
      [api] = await Promise.all([installation.api(), installation.worker()]);
      await api.completed(id);
      expect(await installation.stored()).toBe(STORED + ROWS);
    },
  );
});

test('readiness of a Redis that may drop jobs says what to set', async () => {
  const socket = connect(Number(new URL(redis.url).port), '127.0.0.1');
  socket.end('CONFIG SET maxmemory-policy allkeys-lru\r\n').resume();
  await once(socket, 'close');
  const { status, body } = await api.ready();
  expect(status).toBe(503);
  const queue = expect.stringContaining('set its maxmemory-policy to noeviction (it is allkeys-lru)');
  expect(body).toMatchObject({ checks: { store: 'ready', queue } });
});
