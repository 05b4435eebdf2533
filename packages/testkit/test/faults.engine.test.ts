import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type LocalServer, startElasticsearch, startRedis } from '../src/index.ts';
import { isAlive } from './is-alive.ts';

const started: LocalServer[] = [];
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'faults-'));
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(port?: number): Promise<LocalServer> {
  const server = await startElasticsearch('8.19.21', { folder, ...(port === undefined ? {} : { port }) });
  started.push(server);
  return server;
}

const ask = async (url: string, milliseconds = 3_000) => {
  const response = await fetch(url, { signal: AbortSignal.timeout(milliseconds) });
  return (await response.json()) as { count?: number; found?: boolean };
};

test('a paused Elasticsearch says nothing until it is resumed', async () => {
  const server = await start();
  server.pause();
  await expect(ask(`${server.url}/_cluster/health`)).rejects.toThrow('timeout');
  server.resume();
  // A busy machine gives it its turn late.
  expect(await ask(`${server.url}/_cluster/health`, 20_000)).toMatchObject({ status: 'green' });
});

test('an Elasticsearch that was killed comes back on its port with what it had acknowledged', async () => {
  const first = await start();
  const answer = await fetch(`${first.url}/kept/_doc/1`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: '{"a":1}',
  });
  expect(answer.status).toBe(201);
  await first.kill();
  await expect(ask(`${first.url}/kept/_count`)).rejects.toThrow('fetch failed');
  const again = await start(Number(new URL(first.url).port));
  expect(again.url).toBe(first.url);
  expect(await ask(`${again.url}/kept/_doc/1`)).toMatchObject({ found: true });
});

test('a Redis that was killed comes back on its port', async () => {
  const first = await startRedis();
  await first.kill();
  const again = await startRedis({ port: Number(new URL(first.url).port) });
  started.push(again);
  await first.stop();
  expect(again.url).toBe(first.url);
});

test('a server that is stopped while paused still ends', async () => {
  const redis = await startRedis();
  redis.pause();
  await redis.stop();
  expect(isAlive(redis.pid)).toBe(false);
});
