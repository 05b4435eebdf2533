import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { ImportStaging, Store } from '@achilles/query-core';
import { openStaging } from '@achilles/query-core/open-staging';
import { openStore } from '@achilles/query-core/open-store';
import { BullJobQueue, FinalFailure, type HeldJob, RedisBackend, type Work, workJobs } from '@achilles/queue';
import { startRedis } from '@achilles/testkit';
import { ErrorEnvelope, JOBS, Job } from '@achilles/types';
import { MemoryJobRecords } from '@achilles/types/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { type Serving, serve } from '../src/serve.ts';
import { appOverStore } from './app-over-store.ts';

let folder = '';
let store: Store;
let staging: ImportStaging;
let records: MemoryJobRecords;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jobs-api-'));
  store = await openStore({ kind: 'duckdb', file: ':memory:' });
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** An API as one replica runs it. */
interface Replica {
  readonly url: string;
  stop(): Promise<void>;
}

async function startReplica(redisUrl: string, prefix: string): Promise<Replica> {
  const backend = new RedisBackend({ url: redisUrl, prefix, onError: () => undefined });
  const queue = new BullJobQueue(backend, JOBS, records);
  const app = appOverStore(store, {
    queue,
    staging,
    corsOrigins: ['https://dash.example'],
    readiness: [{ name: 'queue', check: () => queue.check() }],
  });
  const serving: Serving = await serve(app, { host: '127.0.0.1', port: 0 });
  return {
    url: serving.url,
    async stop() {
      await serving.stop(1_000);
      await backend.close();
    },
  };
}

const IMPORT = '/api/analytics/executions/import';
const JOBS_PATH = '/api/analytics/jobs';
const LINE = '{"_id": "1"}\n';

const Answer = z.strictObject({ success: z.literal(true), data: Job });
const ListAnswer = z.strictObject({ success: z.literal(true), data: z.array(Job) });

async function uploaded(id: string): Promise<string> {
  let text = '';
  for await (const piece of staging.read(id)) text += Buffer.from(piece).toString('latin1');
  return text;
}

const failure = async (response: Response) => ErrorEnvelope.parse(await response.json());

describe('jobs over HTTP', () => {
  let prefix: string;
  let replica: Replica;
  let works: Work[];
  beforeEach(async () => {
    staging = await openStaging({ kind: 'folder', folder: join(folder, randomUUID()) });
    prefix = `test-${randomUUID()}`;
    records = new MemoryJobRecords();
    replica = await startReplica(inject('redisUrl'), prefix);
    works = [];
  });
  afterEach(async () => {
    await Promise.all(works.map((work) => work.stop(5_000)));
    await replica.stop();
  });

  const post = (
    body: string | Uint8Array<ArrayBuffer>,
    path = IMPORT,
    headers: Record<string, string> = {},
  ) =>
    fetch(replica.url + path, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/x-ndjson', ...headers },
    });
  const submit = async () => Answer.parse(await (await post(LINE)).json()).data;
  const get = (path: string) => fetch(replica.url + path);

  function work(handle: (held: HeldJob) => Promise<unknown>): void {
    const backend = new RedisBackend({ url: inject('redisUrl'), prefix, onError: () => undefined });
    const started = workJobs({ backend, jobs: JOBS, records, handle, onError: () => undefined });
    works.push({
      async stop(graceMs) {
        await started.stop(graceMs);
        await backend.close();
      },
    });
  }

  describe('an import', () => {
    test('is taken with 202, where to ask, and its body kept', async () => {
      const response = await post(LINE);
      expect(response.status).toBe(202);
      const { data: job } = Answer.parse(await response.json());
      expect(response.headers.get('Location')).toBe(`${JOBS_PATH}/${job.id}`);
      expect(response.headers.get('Retry-After')).toBe('1');
      expect(job).toMatchObject({ type: 'import', status: 'queued', requestedBy: 'anonymous' });
      expect(await uploaded(job.id)).toBe(LINE);
      const asked = await get(`${JOBS_PATH}/${job.id}`);
      expect(asked.status).toBe(200);
      expect(Answer.parse(await asked.json()).data).toEqual(job);
    });

    test('hands its worker the upload, its size and strict', async () => {
      const payloads: unknown[] = [];
      work(async ({ payload }) => {
        payloads.push(payload);
        return { added: 1, replaced: 0, unchanged: 0, refused: 0, refusals: [] };
      });
      const { id } = await submit();
      const { data: strict } = Answer.parse(await (await post(LINE, `${IMPORT}?strict=true`)).json());
      await expect.poll(() => payloads).toHaveLength(2);
      expect(payloads).toEqual([
        { upload: id, bytes: LINE.length, strict: false },
        { upload: strict.id, bytes: LINE.length, strict: true },
      ]);
      await expect
        .poll(async () => Answer.parse(await (await get(`${JOBS_PATH}/${id}`)).json()).data)
        .toMatchObject({ status: 'completed', result: { added: 1 } });
      expect((await get(`${JOBS_PATH}/${id}`)).headers.get('Retry-After')).toBeNull();
    });

    test.each([
      ['application/x-ndjson', {}],
      ['application/ndjson', {}],
      ['application/json; charset=utf-8', {}],
      ['application/gzip', {}],
      ['application/octet-stream', { 'Content-Encoding': 'gzip' }],
    ])('may be %s, %o', async (type, headers) => {
      const body = new Uint8Array(gzipSync(LINE));
      const response = await post(body, IMPORT, { 'Content-Type': type, ...headers });
      expect(response.status).toBe(202);
      const { data } = Answer.parse(await response.json());
      expect(await uploaded(data.id)).toBe(Buffer.from(body).toString('latin1'));
    });

    test('may say nothing of its type', async () => {
      const response = await fetch(replica.url + IMPORT, { method: 'POST', body: new Blob([LINE]) });
      expect(response.status).toBe(202);
    });

    test.each([
      ['another type', LINE, IMPORT, { 'Content-Type': 'text/csv' }, 415, 'the body is text/csv'],
      ['another encoding', LINE, IMPORT, { 'Content-Encoding': 'br' }, 415, 'send it plain or as gzip'],
      ['no body', '', IMPORT, {}, 400, 'the body is empty'],
      ['gzip that is none', LINE, IMPORT, { 'Content-Encoding': 'gzip' }, 400, 'is not gzip data'],
      ['an unknown parameter', LINE, `${IMPORT}?stric=true`, {}, 400, "did you mean 'strict'?"],
      ['a bad parameter', LINE, `${IMPORT}?strict=yes`, {}, 400, 'must be one of true, false'],
      ['a page of another origin', LINE, IMPORT, { Origin: 'https://evil.example' }, 403, 'evil.example'],
    ])('with %s is refused and leaves nothing', async (_, body, path, headers, status, message) => {
      const response = await post(body, path, headers);
      expect(response.status).toBe(status);
      expect((await failure(response)).error).toContain(message);
      expect(await staging.list()).toEqual([]);
      expect(ListAnswer.parse(await (await get(JOBS_PATH)).json()).data).toEqual([]);
    });

    test('may come from a page of an origin that is configured, and from our own', async () => {
      for (const origin of ['https://dash.example', replica.url])
        expect((await post(LINE, IMPORT, { Origin: origin })).status).toBe(202);
    });

    test('of a caller who leaves before its end leaves nothing', async () => {
      const { port } = new URL(replica.url);
      const sending = httpRequest({ port, host: '127.0.0.1', path: IMPORT, method: 'POST' });
      sending.on('error', () => undefined);
      sending.setHeader('Content-Length', 1_000_000);
      sending.write(LINE.repeat(1_000));
      await expect.poll(() => staging.list()).toHaveLength(1);
      sending.destroy();
      await expect.poll(() => staging.list()).toEqual([]);
      expect(ListAnswer.parse(await (await get(JOBS_PATH)).json()).data).toEqual([]);
    });

    test('is not held in memory: a caller waits while its bytes are being kept', async () => {
      let goOn: () => void = () => undefined;
      const slow = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      const put = staging.put.bind(staging);
      staging.put = (id, body) => {
        const waiting = async function* () {
          for await (const chunk of body) {
            yield chunk;
            await slow;
          }
        };
        return put(id, waiting());
      };
      const MEGABYTES = 200;
      const { port } = new URL(replica.url);
      const sending = httpRequest({ port, host: '127.0.0.1', path: IMPORT, method: 'POST' });
      const answered = once(sending, 'response');
      const piece = Buffer.alloc(1024 * 1024, LINE);
      let sent = 0;
      const all = pipeline(async function* () {
        for (; sent < MEGABYTES; sent++) yield piece;
      }, sending);
      await expect.poll(() => staging.list()).toHaveLength(1);
      await sleep(500);
      expect(sent).toBeLessThan(MEGABYTES / 4);
      goOn();
      await all;
      const [response] = await answered;
      expect(response.statusCode).toBe(202);
      response.resume();
    });
  });

  test('a job asked for at one replica is told of by another', async () => {
    const other = await startReplica(inject('redisUrl'), prefix);
    work(async () => ({ added: 1, replaced: 0, unchanged: 0, refused: 0, refusals: [] }));
    const { id } = await submit();
    const ask = async () => Answer.parse(await (await fetch(`${other.url}${JOBS_PATH}/${id}`)).json()).data;
    await expect.poll(ask).toMatchObject({ id, status: 'completed' });
    await other.stop();
  });

  test('the list is the newest first, filtered, counted before its limit', async () => {
    work(async ({ payload }) => {
      if ((payload as { strict: boolean }).strict) throw new FinalFailure('1 line was refused');
      return { added: 1, replaced: 0, unchanged: 0, refused: 0, refusals: [] };
    });
    const ids: string[] = [];
    for (const strict of ['false', 'true', 'false'])
      ids.unshift(Answer.parse(await (await post(LINE, `${IMPORT}?strict=${strict}`)).json()).data.id);
    const list = async (query: string) => {
      const response = await get(`${JOBS_PATH}?${query}`);
      const { data } = ListAnswer.parse(await response.json());
      return [response.headers.get('X-Total-Count'), data.map(({ id }) => id)];
    };
    await expect.poll(() => list('status=completed,failed')).toEqual(['3', ids]);
    expect(await list('limit=1')).toEqual(['3', [ids[0]]]);
    expect(await list('status=failed&type=import')).toEqual(['1', [ids[1]]]);
    expect(await list('status=queued')).toEqual(['0', []]);
  });

  test.each([
    ['limit=0', 'limit'],
    ['limit=1001', 'limit'],
    ['status=done', 'status'],
    ['type=exports', 'type'],
    ['states=failed', 'states'],
  ])('the list with %s is refused by name', async (query, path) => {
    const response = await get(`${JOBS_PATH}?${query}`);
    expect(response.status).toBe(400);
    expect((await failure(response)).details).toMatchObject([{ path }]);
  });

  test('a job that there is none of is a 404, and a parameter where there are none a 400', async () => {
    for (const id of ['import-0', 'nothing', '%20', 'import-1%2F..'])
      expect((await get(`${JOBS_PATH}/${id}`)).status, id).toBe(404);
    const { id } = await submit();
    const response = await get(`${JOBS_PATH}/${id}?full=1`);
    expect(response.status).toBe(400);
    expect((await failure(response)).error).toContain("unknown parameter 'full'; there are none here");
    expect((await fetch(`${replica.url}${IMPORT}`)).status).toBe(405);
  });
});

test('while Redis is away, imports are 503 within seconds and leave nothing; jobs are told of as ever', async () => {
  staging = await openStaging({ kind: 'folder', folder: join(folder, randomUUID()) });
  records = new MemoryJobRecords();
  const server = await startRedis();
  const port = Number(new URL(server.url).port);
  const replica = await startReplica(server.url, 'test');
  const post = () => fetch(replica.url + IMPORT, { method: 'POST', body: new Blob([LINE]) });
  expect((await post()).status).toBe(202);
  const [{ id } = { id: '' }] = await staging.list();
  await server.stop();
  const started = performance.now();
  const response = await post();
  expect(response.status).toBe(503);
  expect(response.headers.get('Retry-After')).toBe('5');
  expect((await failure(response)).error).toContain('the job queue is not available');
  expect(performance.now() - started).toBeLessThan(3_000);
  const asked = await fetch(`${replica.url}${JOBS_PATH}/${id}`);
  expect(Answer.parse(await asked.json()).data).toMatchObject({ id, status: 'queued' });
  const list = ListAnswer.parse(await (await fetch(replica.url + JOBS_PATH)).json());
  expect(list.data).toMatchObject([{ id }]);
  const ready = await fetch(`${replica.url}/health/ready`);
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({
    checks: { queue: expect.stringContaining('Redis can not be reached') },
  });
  expect((await staging.list()).map((upload) => upload.id)).toEqual([id]);
  const again = await startRedis({ port });
  await expect.poll(async () => (await post()).status, { timeout: 10_000 }).toBe(202);
  await replica.stop();
  await again.stop();
});
