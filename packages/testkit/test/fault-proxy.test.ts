import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FaultProxy, faultProxy } from '../src/faults/fault-proxy.ts';
import { until } from '../src/until.ts';

let target: Server;
let proxy: FaultProxy;
/** Requests to /slow whose caller left before the target answered. */
let left = 0;
/** Requests that were answered. */
let taken = 0;

beforeEach(async () => {
  left = 0;
  taken = 0;
  target = createServer((request, response) => {
    if (request.url?.startsWith('/slow')) return response.once('close', () => left++);
    taken++;
    return request.pipe(response.writeHead(201, { 'x-method': request.method, 'x-path': request.url }));
  }).listen(0, '127.0.0.1');
  await once(target, 'listening');
  proxy = await faultProxy(`http://127.0.0.1:${(target.address() as AddressInfo).port}`);
});
afterEach(async () => {
  await proxy.stop();
  target.closeAllConnections();
  target.close();
});

const get = (path: string, signal?: AbortSignal) => fetch(proxy.url + path, signal ? { signal } : {});

test('requests pass whole, and are counted by path', async () => {
  const response = await fetch(`${proxy.url}/logs/_search?size=0`, { method: 'POST', body: 'the body' });
  expect(response.status).toBe(201);
  expect(response.headers.get('x-method')).toBe('POST');
  expect(response.headers.get('x-path')).toBe('/logs/_search?size=0');
  expect(await response.text()).toBe('the body');
  await get('/logs/_count');
  expect(proxy.requests.map(({ method, path, query }) => [method, path, query])).toEqual([
    ['POST', '/logs/_search', '?size=0'],
    ['GET', '/logs/_count', ''],
  ]);
  expect(proxy.count(/_search$/)).toBe(1);
  await until(async () => expect(proxy.count(/./, 'answered')).toBe(2), 2_000);
  proxy.forget();
  expect(proxy.count(/./)).toBe(0);
});

test.each([
  ['reject', 429, 'es_rejected_execution_exception'],
  ['unavailable', 503, 'cluster_block_exception'],
] as const)('%s answers as Elasticsearch does, until it passes again', async (kind, status, type) => {
  proxy.meet({ kind });
  const response = await get('/logs/_search');
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error: { type, root_cause: [{ type }] }, status });
  proxy.meet({ kind: 'pass' });
  expect((await get('/logs/_search')).status).toBe(201);
});

test('only the paths that are named meet the fault', async () => {
  proxy.meet({ kind: 'reject' }, /_search$/);
  expect((await get('/_cluster/health')).status).toBe(201);
  expect((await get('/logs/_search')).status).toBe(429);
});

test('a hanging request is answered by nobody, and is told when its sender leaves', async () => {
  proxy.meet({ kind: 'hang' });
  await expect(get('/logs/_search', AbortSignal.timeout(100))).rejects.toThrow('aborted');
  await until(async () => expect(proxy.count(/_search/, 'aborted')).toBe(1), 2_000);
});

test('a reset breaks the connection', async () => {
  proxy.meet({ kind: 'reset' });
  await expect(get('/logs/_search')).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  expect(proxy.count(/_search/, 'reset')).toBe(1);
});

test('a lost answer is to a request that was passed', async () => {
  proxy.meet({ kind: 'lose' });
  await expect(get('/logs/_search')).rejects.toThrow('fetch failed');
  expect(proxy.count(/_search/, 'aborted')).toBe(1);
  expect(taken).toBe(1);
});

test('a delayed request is answered later, and not forwarded when its sender left before', async () => {
  proxy.meet({ kind: 'delay', milliseconds: 150 });
  const started = performance.now();
  expect((await get('/logs/_search')).status).toBe(201);
  expect(performance.now() - started).toBeGreaterThanOrEqual(149);
  await expect(get('/slow', AbortSignal.timeout(50))).rejects.toThrow('aborted');
  await sleep(200);
  expect(left).toBe(0);
});

test('the target learns that its caller left', async () => {
  await expect(get('/slow/_search', AbortSignal.timeout(100))).rejects.toThrow('aborted');
  await until(async () => expect(left).toBe(1), 2_000);
  expect(proxy.count(/slow/, 'aborted')).toBe(1);
});

test('a target that is gone looks like a broken connection', async () => {
  target.close();
  target.closeAllConnections();
  await expect(get('/logs/_search')).rejects.toThrow('fetch failed');
});
