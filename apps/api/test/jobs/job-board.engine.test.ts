import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cursors, ownCursorKeys } from '@achilles/query-core';
import { openStaging } from '@achilles/query-core/open-staging';
import { openStore } from '@achilles/query-core/open-store';
import { BullJobQueue, RedisBackend } from '@achilles/queue';
import { startRedis } from '@achilles/testkit';
import { ErrorEnvelope, JOB_NAMES, JOBS } from '@achilles/types';
import { MemoryJobRecords } from '@achilles/types/testing';
import Koa from 'koa';
import { pino } from 'pino';
import { expect, inject, test } from 'vitest';
import { jobBoard } from '../../src/board/job-board.ts';
import { errors } from '../../src/middleware/errors.ts';
import { serve } from '../../src/serve.ts';
import { startApi } from '../../src/start-api.ts';
import { JobClient } from './job-client.ts';
import { JobsInstallation } from './jobs-installation.ts';

async function startBoard(redisUrl: string): Promise<JobsInstallation> {
  const backend = new RedisBackend({
    url: redisUrl,
    prefix: `test-${randomUUID()}`,
    onError: () => undefined,
  });
  const close = () => backend.close();
  return JobsInstallation.start({ backend, records: new MemoryJobRecords(), board: backend, close });
}

test('the board is a page that loads only what this server has', async () => {
  const installation = await startBoard(inject('redisUrl'));
  const response = await fetch(`${installation.url}/admin/queues`);
  expect(response.status).toBe(200);
  expect(response.headers.get('Content-Type')).toContain('text/html');
  const policy = response.headers.get('Content-Security-Policy') ?? '';
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toContain('upgrade-insecure-requests');
  expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
  const page = await response.text();
  // Every script that runs is a file of ours; what stands in the page itself is data.
  const scripts = [...page.matchAll(/<script([^>]*)>/g)].map(([, attributes = '']) => attributes);
  expect(scripts.some((one) => one.includes('src='))).toBe(true);
  for (const one of scripts) {
    const source = / src="([^"]+)"/.exec(one)?.[1];
    if (source === undefined) expect(one).toContain('type="application/json"');
    else expect((await fetch(`${installation.url}/admin/queues/${source}`)).status, source).toBe(200);
  }
  await installation.close();
});

test('the board tells of jobs and changes queues, for who may and from where they may', async () => {
  const installation = await startBoard(inject('redisUrl'));
  await new JobClient(installation.url).submitted();
  const imports = async () => {
    const response = await fetch(`${installation.url}/admin/queues/api/queues?activeQueue=import&page=1`);
    expect(response.status).toBe(200);
    const { queues } = (await response.json()) as { queues: { name: string }[] };
    expect(queues.map(({ name }) => name)).toEqual(JOB_NAMES);
    return queues.find(({ name }) => name === 'import');
  };
  expect(await imports()).toMatchObject({ counts: { waiting: 1 } });
  const pause = (origin?: string) =>
    fetch(`${installation.url}/admin/queues/api/queues/import/pause`, {
      method: 'PUT',
      headers: origin === undefined ? {} : { Origin: origin },
    });
  expect((await pause('https://evil.example')).status).toBe(403);
  expect(await imports()).toMatchObject({ isPaused: false });
  expect((await pause(installation.url)).status).toBe(200);
  expect(await imports()).toMatchObject({ isPaused: true });
  await installation.close();
});

test.each([
  ['none', 200],
  ['required', 404],
] as const)('with AUTH_MODE=%s it is answered with %d', async (authMode, status) => {
  const redis = inject('redisUrl');
  const board = new RedisBackend({ url: redis, prefix: `test-${randomUUID()}`, onError: () => undefined });
  const store = await openStore({ kind: 'duckdb', file: ':memory:' });
  const api = await startApi({
    config: {
      ...{ host: '127.0.0.1', port: 0, authMode, logLevel: 'silent', drainMs: 0 },
      ...{ corsOrigins: [], organizationsFile: null },
    },
    store,
    board,
    queue: new BullJobQueue(board, JOBS, new MemoryJobRecords()),
    staging: await openStaging({ kind: 'folder', folder: join(tmpdir(), 'board-test-has-no-uploads') }),
    indices: { pattern: 'achilles-results-*', writePrefix: 'achilles-results', rollover: 'monthly' },
    organizations: [],
    cursors: new Cursors(ownCursorKeys()),
    log: pino({ level: 'silent' }),
  });
  expect((await fetch(`${api.url}/admin/queues`)).status).toBe(status);
  await api.stop();
  await Promise.all([board.close(), store.close()]);
});

test('nobody else than an admin sees it', async () => {
  const refusing = {
    queue: () => {
      throw new Error('the board was opened');
    },
  };
  const app = new Koa();
  app.use(errors);
  app.use(
    jobBoard(refusing, { requestedBy: 'someone', permissions: new Set(['analytics:dashboards:read']) }),
  );
  const serving = await serve(app, { host: '127.0.0.1', port: 0 });
  for (const path of ['', '/', '/api/queues', '/static/images/logo.svg']) {
    const response = await fetch(`${serving.url}/admin/queues${path}`);
    expect(response.status).toBe(403);
    expect(ErrorEnvelope.parse(await response.json()).error).toContain('for admins');
  }
  await serving.stop(1_000);
});

test('while Redis is away it says so, and comes back', async () => {
  const redis = await startRedis();
  const installation = await startBoard(redis.url);
  const ask = () => fetch(`${installation.url}/admin/queues/api/queues`);
  expect((await ask()).status).toBe(200);
  await redis.stop();
  const response = await ask();
  expect(response.status).toBe(503);
  expect(ErrorEnvelope.parse(await response.json()).error).toContain('the job queue is not available');
  const again = await startRedis({ port: Number(new URL(redis.url).port) });
  await expect.poll(async () => (await ask()).status, { timeout: 10_000 }).toBe(200);
  await installation.close();
  await again.stop();
});
