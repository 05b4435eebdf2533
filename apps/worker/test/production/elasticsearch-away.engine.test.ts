import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalServer, startElasticsearch } from '@achilles/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { RunningProcess } from '../run-process.ts';
import { expectRefused } from './expect-refused.ts';
import { type ApiProcess, Installation } from './installation.ts';
import { Reading } from './reading.ts';
import { rows } from './rows.ts';

const STORED = 100;
const ROWS = 45_000;
const RIGHT = { totalExecutions: STORED, protectedCount: STORED / 2 };

let folder: string;
let elasticsearch: LocalServer;
let installation: Installation;
let api: ApiProcess;
let worker: RunningProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'production-elasticsearch-'));
  elasticsearch = await startElasticsearch('8.19.21', { folder });
});
afterAll(async () => {
  await elasticsearch.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  installation = new Installation({ elasticsearch: elasticsearch.url, redis: inject('redisUrl') });
  [api, worker] = await Promise.all([installation.api(), installation.worker()]);
  await api.completed((await api.import(rows('stored', STORED))).id);
});
afterEach(() => installation.end());

async function startAgain(): Promise<void> {
  const port = Number(new URL(elasticsearch.url).port);
  elasticsearch = await startElasticsearch('8.19.21', { folder, port });
}

/** What must hold while Elasticsearch says nothing or nothing is there. */
async function expectRefusals(job: string): Promise<void> {
  const calls = [api.score('stored'), api.tryImport(rows('refused', 1)), api.ready(), api.live()] as const;
  const [score, upload, ready, live] = await Promise.all(calls);
  expectRefused(score, 8);
  expectRefused(upload, 8);
  expect(ready).toMatchObject({ status: 503, body: { checks: { queue: 'ready' } } });
  expect(ready.body).toMatchObject({ checks: { store: expect.stringMatching(/can't be reached|answer/) } });
  expect(ready.seconds).toBeLessThan(4);
  expect(live).toMatchObject({ status: 200, body: { status: 'live' } });
  expect((await api.job(job)).status).not.toBe('failed');
}

/** What must hold once Elasticsearch is back. */
async function expectRecovery(job: string, reading: Reading): Promise<void> {
  await expect.poll(() => api.ready(), { timeout: 15_000 }).toMatchObject({ status: 200 });
  expect(await api.score('stored')).toMatchObject({ status: 200, body: RIGHT });
  await api.completed(job);
  const result = (await api.job(job)).result as Record<string, number>;
  expect((result.added ?? 0) + (result.unchanged ?? 0)).toBe(ROWS);
  expect(await api.score('imported')).toMatchObject({ body: { totalExecutions: ROWS } });
  expect(await installation.stored()).toBe(STORED + ROWS);
  for (const reply of await reading.stop()) {
    if (reply.status === 200) expect(reply.body).toMatchObject(RIGHT);
    else expectRefused(reply, 8);
  }
  expect(worker.process.exitCode).toBeNull();
}

describe('while Elasticsearch is', () => {
  test.each(['stop', 'kill'] as const)(
    'away (%s), callers are told within seconds, and an import waits and goes on',
    async (end) => {
      const { id } = await api.import(rows('imported', ROWS));
      await api.inTheMiddle(id);
      const reading = new Reading(api, 'stored');
      await elasticsearch[end]();
      await expectRefusals(id);
      await expect.poll(async () => (await api.job(id)).error).toBe('the data store is not available');
      await startAgain();
      await expectRecovery(id, reading);
    },
  );

  test('paused, callers are told within seconds, and an import waits and goes on', async () => {
    const { id } = await api.import(rows('imported', ROWS));
    await api.inTheMiddle(id);
    const reading = new Reading(api, 'stored');
    elasticsearch.pause();
    await expectRefusals(id);
    // The worker waits for what it stores and then for the record of the job, and each look at the job waits too.
    await expect
      .poll(async () => (await api.job(id)).error, { timeout: 25_000 })
      .toBe('the data store is not available');
    elasticsearch.resume();
    await expectRecovery(id, reading);
  });

  test('paused, an API and a worker in the middle of a job still stop in time', async () => {
    const { id } = await api.import(rows('imported', ROWS));
    await api.inTheMiddle(id);
    elasticsearch.pause();
    const started = performance.now();
    const codes = await Promise.all([api.running.kill('SIGTERM'), worker.kill('SIGTERM')]);
    elasticsearch.resume();
    expect(codes).toEqual([0, 0]);
    expect(performance.now() - started).toBeLessThan(15_000);
    [api] = await Promise.all([installation.api(), installation.worker()]);
    await api.completed(id);
    expect(await installation.stored()).toBe(STORED + ROWS);
  });
});
