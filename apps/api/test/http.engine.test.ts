import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '@achilles/query-core';
import { openStaging } from '@achilles/query-core/open-staging';
import { openStore } from '@achilles/query-core/open-store';
import { fixtureExpectations, fixtureWorld, loadWorld, takeCursor } from '@achilles/query-core/testing';
import { BullJobQueue, RedisBackend } from '@achilles/queue';
import { ErrorEnvelope, JOBS } from '@achilles/types';
import { MemoryJobRecords } from '@achilles/types/testing';
import Koa from 'koa';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { AppDependencies } from '../src/app.ts';
import { type Serving, serve } from '../src/serve.ts';
import { appOverStore } from './app-over-store.ts';

let store: Store;
let serving: Serving;
let backend: RedisBackend;
const logged: Record<string, unknown>[] = [];
const state = { broken: false };
const stopping = new AbortController();

beforeAll(async () => {
  store = await openStore({ kind: 'duckdb', file: ':memory:' });
  await loadWorld(store, fixtureWorld);
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  const reader: AppDependencies['reader'] = {
    withSnapshot: (use, signal) =>
      state.broken
        ? Promise.reject(new Error('a secret of the store'))
        : store.reader.withSnapshot(use, signal),
    withHeld: (id, use, signal) => store.reader.withHeld(id, use, signal),
    release: (id) => store.reader.release(id),
  };
  backend = new RedisBackend({
    url: inject('redisUrl'),
    prefix: `test-${randomUUID()}`,
    onError: () => undefined,
  });
  const app = appOverStore(store, {
    reader,
    queue: new BullJobQueue(backend, JOBS, new MemoryJobRecords()),
    staging: await openStaging({ kind: 'folder', folder: join(tmpdir(), 'http-test-has-no-uploads') }),
    organizations: fixtureWorld.organizations,
    log,
    clock: () => fixtureWorld.now,
    corsOrigins: ['https://dash.example'],
    readiness: [{ name: 'store', check: () => reader.withSnapshot(async () => undefined) }],
    stopping: stopping.signal,
  });
  serving = await serve(app, { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await serving.stop(1_000);
  await backend.close();
  await store.close();
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(serving.url + path, { headers });
const analytics = (path: string, headers?: Record<string, string>) => get(`/api/analytics/${path}`, headers);

async function failure(response: Response): Promise<ErrorEnvelope> {
  return ErrorEnvelope.parse(await response.json());
}

describe('the endpoints over HTTP', () => {
  const open = fixtureExpectations.filter(({ scope }) => scope === undefined);

  test('answer what the fixture expects, refusals with their parameter', async () => {
    for (const { path, query, status, body, totalCount, parameter } of open) {
      const response = await analytics(`${path}?${query}`);
      expect(response.status, `${path}?${query}`).toBe(status);
      if (status === 200) {
        expect(takeCursor(await response.json()).body, `${path}?${query}`).toEqual(body);
        expect(response.headers.get('X-Total-Count')).toBe(
          totalCount === undefined ? null : String(totalCount),
        );
      } else {
        const { details } = await failure(response);
        expect(details?.map((detail) => detail.path)).toContain(parameter);
      }
    }
  });

  test('can be quoted: window, snapshot, source', async () => {
    const { headers } = await analytics('defense-score?from=2026-04-01&to=2026-04-23');
    expect(headers.get('X-Window')).toBe('2026-04-01T00:00:00.000Z/2026-04-23T23:59:59.999Z');
    expect(headers.get('X-As-Of')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(headers.get('X-Rollup')).toBe('raw; reason="no rollups are built"');
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect((await analytics('defense-score?to=2026')).headers.get('X-Window')).toMatch(/^\.\.\//);
  });

  test('tell the window that they are about', async () => {
    const windowOf = async (path: string) => (await analytics(path)).headers.get('X-Window');
    expect(await windowOf('available-tags')).toBe('../..');
    expect(await windowOf('facets?to=2026-04-23')).toBe('../2026-04-23T23:59:59.999Z');
    expect(await windowOf('unique-tests')).toBe('2026-04-16T12:00:00.000Z/..');
    expect(await windowOf('canonical-test-count?days=2&from=2019')).toBe(
      '2026-04-21T12:00:00.000Z/2026-04-23T12:00:00.000Z',
    );
  });

  test('that are files come as such', async () => {
    const { headers } = await analytics('technique-distribution/navigator-layer');
    expect(headers.get('Content-Disposition')).toBe('attachment; filename="achilles-navigator-layer.json"');
    expect(headers.get('Content-Type')).toContain('application/json');
    expect((await analytics('technique-distribution')).headers.get('Content-Disposition')).toBeNull();
  });

  test('are compressed where the caller takes it', async () => {
    const path = '/api/analytics/defense-score/trend?from=2000&to=2026&interval=month';
    const plain = await (await get(path, { 'Accept-Encoding': 'identity' })).text();
    for (const encoding of ['br', 'gzip']) {
      const response = await get(path, { 'Accept-Encoding': encoding });
      expect(response.headers.get('Content-Encoding')).toBe(encoding);
      expect(await response.text()).toBe(plain);
    }
  });

  test('keep their names and methods', async () => {
    const response = await fetch(`${serving.url}/api/analytics/defense-score`, { method: 'POST' });
    expect(response.status).toBe(405);
    expect(response.headers.get('Allow')).toContain('GET');
    await failure(response);
    expect((await analytics('defense-scores')).status).toBe(404);
    const head = await fetch(`${serving.url}/api/analytics/defense-score?from=2026`, { method: 'HEAD' });
    expect(head.status).toBe(200);
  });

  test('answer JSON only', async () => {
    const response = await analytics('defense-score', { Accept: 'text/csv' });
    expect(response.status).toBe(406);
    expect((await failure(response)).error).toContain('application/json');
  });

  test('take a blank for the + of a time, and refuse broken percent-encoding', async () => {
    expect((await analytics('defense-score?from=2026-04-01T00:00:00+02:00')).headers.get('X-Window')).toBe(
      '2026-03-31T22:00:00.000Z/..',
    );
    expect((await analytics('defense-score?tests=100%')).status).toBe(400);
    expect((await analytics('defense-score?tests=%FF')).status).toBe(400);
  });
});

describe('every response', () => {
  test('carries a request id, the caller’s own where it is a plain word', async () => {
    expect((await get('/nowhere')).headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
    expect((await get('/nowhere', { 'X-Request-Id': 'abc-1' })).headers.get('X-Request-Id')).toBe('abc-1');
    expect((await get('/nowhere', { 'X-Request-Id': 'a b' })).headers.get('X-Request-Id')).not.toBe('a b');
  });

  test('carries security headers', async () => {
    const { headers } = await get('/health/live');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'self'");
    expect(headers.get('X-Powered-By')).toBeNull();
  });

  test('is logged in one line without its query', async () => {
    logged.length = 0;
    await (
      await analytics('defense-score?from=2026&hostnames=secret-host', { 'X-Request-Id': 'logged-1' })
    ).text();
    await expect.poll(() => logged.length).toBeGreaterThan(0);
    expect(logged).toMatchObject([
      { method: 'GET', path: '/api/analytics/defense-score', status: 200, requestId: 'logged-1' },
    ]);
    expect(JSON.stringify(logged)).not.toContain('secret-host');
  });
});

describe('other origins', () => {
  test('may read answers only when they are configured', async () => {
    const origin = async (name: string) =>
      (await get('/health/live', { Origin: name })).headers.get('Access-Control-Allow-Origin');
    expect(await origin('https://dash.example')).toBe('https://dash.example');
    expect(await origin('https://evil.example')).toBeNull();
  });

  test('may read the headers that a number is quoted with', async () => {
    const { headers } = await analytics('defense-score', { Origin: 'https://dash.example' });
    expect(headers.get('Access-Control-Expose-Headers')).toContain('X-As-Of');
  });

  test('do not get in under a name that points at this machine', async () => {
    const { port } = new URL(serving.url);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { Host: `evil.example:${port}` };
      const path = '/api/analytics/defense-score';
      httpRequest({ port, host: '127.0.0.1', path, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .once('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });
});

describe('failures', () => {
  test('of the store show an envelope and nothing of the store; the log has the cause', async () => {
    state.broken = true;
    logged.length = 0;
    try {
      const response = await analytics('defense-score', { 'X-Request-Id': 'broken-1' });
      expect(response.status).toBe(500);
      expect(JSON.stringify(await failure(response))).not.toContain('secret');
      await expect.poll(() => JSON.stringify(logged)).toContain('a secret of the store');
      const ready = await get('/health/ready');
      expect(ready.status).toBe(503);
    } finally {
      state.broken = false;
    }
  });
});

describe('health', () => {
  test('live and ready', async () => {
    expect(await (await get('/health/live')).json()).toEqual({ status: 'live' });
    const response = await get('/health/ready');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ready', checks: { store: 'ready' } });
  });
});

test('a port that is taken is told with what to do', async () => {
  const { port } = new URL(serving.url);
  const taken = serve(new Koa(), {
    host: '127.0.0.1',
    port: Number(port),
  });
  await expect(taken).rejects.toThrow(`port ${port} on 127.0.0.1 is taken; stop the program that has it`);
});

test('what is no request is refused in the same envelope', async () => {
  const raw = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(serving.url).port), '127.0.0.1', () => socket.write(text));
      let answer = '';
      socket.on('data', (chunk) => {
        answer += chunk;
      });
      socket.once('close', () => resolve(answer));
      socket.once('error', reject);
    });
  const long = await raw(`GET /?a=${'x'.repeat(20_000)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
  expect(long).toMatch(/^HTTP\/1\.1 431 [\s\S]*X-Request-Id: [\s\S]*"success":false/);
  expect(await raw('NONSENSE\r\n\r\n')).toMatch(
    /^HTTP\/1\.1 400 [\s\S]*"error":"the request is not valid HTTP"/,
  );
});

// The last one: nothing makes a process stop stopping.
test('a stopping process is not ready and gives its connections up', async () => {
  stopping.abort();
  const response = await get('/health/ready');
  expect(response.status).toBe(503);
  expect(response.headers.get('Connection')).toBe('close');
  expect(await response.json()).toMatchObject({ checks: { process: 'stopping' } });
});
