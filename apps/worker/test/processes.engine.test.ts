import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { faultProxy, startRedis, type TestElasticsearch } from '@achilles/testkit';
import { Job } from '@achilles/types';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { RunningProcess } from './run-process.ts';

const [elasticsearch] = inject('elasticsearch') as readonly TestElasticsearch[];
const node = elasticsearch?.url ?? '';

let id: string;
let running: RunningProcess[];
beforeEach(() => {
  id = `worker-test-${randomUUID()}`;
  running = [];
});
afterEach(async () => {
  for (const { process } of running) process.kill('SIGCONT');
  await Promise.all(running.map((one) => one.kill('SIGKILL')));
  const made = await fetch(`${node}/_cat/indices/${id}-*?h=index&format=json`);
  for (const { index } of (await made.json()) as { index: string }[])
    await fetch(`${node}/${index}`, { method: 'DELETE' });
});

/** Names of our own, so that suites which run at the same time do not meet. */
const settings = (more: Record<string, string> = {}) => ({
  ELASTICSEARCH_NODE: node,
  ELASTICSEARCH_INDEX_PATTERN: `${id}-achilles-results-*`,
  ELASTICSEARCH_WRITE_INDEX_PREFIX: `${id}-achilles-results`,
  ELASTICSEARCH_OWN_INDEX_PREFIX: id,
  REDIS_URL: inject('redisUrl'),
  REDIS_PREFIX: id,
  AUTH_MODE: 'none',
  PORT: '0',
  HEALTH_PORT: '0',
  JOB_LOCK_SECONDS: '2',
  ...more,
});

function start(app: 'api' | 'worker', more: Record<string, string> = {}): RunningProcess {
  const started = new RunningProcess(app, settings(more));
  running.push(started);
  return started;
}

/** The address that a process says it serves on. */
async function addressOf(started: RunningProcess): Promise<string> {
  const told = () => [...started.logged('listening'), ...started.logged('taking jobs')];
  await expect.poll(told, { timeout: 20_000 }).toHaveLength(1);
  const [{ url, health } = {}] = told();
  return String(url ?? health);
}

const ROWS = 50_000;

function body(rows = ROWS): Uint8Array<ArrayBuffer> {
  const lines: string[] = [];
  for (let i = 0; i < rows; i++) {
    const routing = { event_time: 1_777_000_000_000 + i, oid: 'o', hostname: `host-${i % 500}` };
    const f0rtika = { test_uuid: `u-${i % 300}`, test_name: `Test ${i % 300}`, is_protected: i % 3 === 0 };
    lines.push(JSON.stringify({ _id: `row-${i}`, _source: { routing, event: { ERROR: 101 }, f0rtika } }));
  }
  return new Uint8Array(gzipSync(`${lines.join('\n')}\n{\n`));
}

async function submit(url: string, upload = body()): Promise<Job> {
  const response = await fetch(`${url}/api/analytics/executions/import`, { method: 'POST', body: upload });
  expect(response.status).toBe(202);
  return Job.parse(((await response.json()) as { data: unknown }).data);
}

async function ask(url: string, { id: job }: Job): Promise<Job> {
  const response = await fetch(`${url}/api/analytics/jobs/${job}`);
  expect(response.status).toBe(200);
  return Job.parse(((await response.json()) as { data: unknown }).data);
}

const ended = (url: string, job: Job) =>
  expect.poll(async () => (await ask(url, job)).status, { timeout: 60_000, interval: 200 });

async function stagedDocuments(): Promise<number> {
  await fetch(`${node}/${id}-import-staging/_refresh`, { method: 'POST' });
  const response = await fetch(`${node}/${id}-import-staging/_count`);
  return ((await response.json()) as { count: number }).count;
}

async function expectEveryRowOnce(url: string, rows = ROWS): Promise<void> {
  const score = await fetch(`${url}/api/analytics/defense-score?from=2000&scoringMode=per-stage`);
  expect(await score.json()).toMatchObject({ totalExecutions: rows });
  const response = await fetch(`${node}/${id}-achilles-results-*/_count`);
  expect(await response.json()).toMatchObject({ count: rows });
}

/** Waits until the import has stored something and is not done. */
const inTheMiddle = (url: string, job: Job) =>
  expect
    .poll(
      async () => {
        const { status, progress } = await ask(url, job);
        return status === 'active' && progress.done > 0 && progress.done < progress.total;
      },
      { timeout: 30_000, interval: 20 },
    )
    .toBe(true);

describe('an import over Elasticsearch and Redis', () => {
  test('asked for at one API, its worker killed in the middle, is finished by another and told of by another API', async () => {
    const [first, second] = await Promise.all([start('api'), start('api')].map(addressOf));
    const killed = start('worker');
    await addressOf(killed);
    const job = await submit(first ?? '');
    await inTheMiddle(second ?? '', job);
    await killed.kill('SIGKILL');
    expect((await ask(second ?? '', job)).status).toBe('active');
    const next = start('worker');
    await ended(second ?? '', job).toBe('completed');
    const { result } = await ask(second ?? '', job);
    expect(result).toMatchObject({ replaced: 0, refused: 1, refusals: [{ line: ROWS + 1 }] });
    const { added, unchanged } = result as { added: number; unchanged: number };
    expect(added + unchanged).toBe(ROWS);
    await expectEveryRowOnce(second ?? '');
    await expect.poll(stagedDocuments).toBe(0);
    expect(next.logged('job completed')).toHaveLength(1);
  });

  test('of a worker that is told to stop is handed to another at once', async () => {
    const url = await addressOf(start('api'));
    const stopping = start('worker', { JOB_LOCK_SECONDS: '120' });
    const job = await submit(url);
    await inTheMiddle(url, job);
    expect(await stopping.kill('SIGTERM')).toBe(0);
    expect(stopping.logged('job handed back')).toHaveLength(1);
    expect((await ask(url, job)).status).toBe('queued');
    start('worker', { JOB_LOCK_SECONDS: '120' });
    await ended(url, job).toBe('completed');
    expect((await ask(url, job)).result).toMatchObject({ added: ROWS, unchanged: 0, refused: 1 });
    await expectEveryRowOnce(url);
  });

  test('of a worker that was paused past its lock is finished by another; the first writes nothing when it wakes', async () => {
    const url = await addressOf(start('api'));
    const paused = start('worker');
    const job = await submit(url);
    await inTheMiddle(url, job);
    paused.process.kill('SIGSTOP');
    const next = start('worker');
    await ended(url, job).toBe('completed');
    const finished = await ask(url, job);
    // A newer version of a row, which the paused worker has not written yet.
    const newer = { event: { ERROR: 105 }, f0rtika: { test_uuid: 'new', test_name: 'new' } };
    const source = { ...newer, routing: { event_time: 1_777_000_000_000 + ROWS - 1 } };
    const again = await submit(
      url,
      new TextEncoder().encode(JSON.stringify({ _id: `row-${ROWS - 1}`, _source: source })),
    );
    await ended(url, again).toBe('completed');
    expect((await ask(url, again)).result).toMatchObject({ replaced: 1 });
    paused.process.kill('SIGCONT');
    await expect.poll(() => paused.logged('job lost'), { timeout: 30_000 }).toHaveLength(1);
    expect(await ask(url, job)).toEqual(finished);
    const score = await fetch(`${url}/api/analytics/defense-score?from=2000&tests=new`);
    expect(await score.json()).toMatchObject({ totalExecutions: 1 });
    await expectEveryRowOnce(url);
    expect(next.logged('job completed').length + paused.logged('job completed').length).toBe(2);
  });

  test('waits while Elasticsearch is away or takes no more, says so, and goes on where it was', async () => {
    const proxy = await faultProxy(node);
    const url = await addressOf(start('api'));
    const worker = start('worker', { ELASTICSEARCH_NODE: proxy.url });
    const job = await submit(url);
    await inTheMiddle(url, job);
    const waits = (error: string) =>
      expect.poll(() => ask(url, job), { timeout: 60_000 }).toMatchObject({ status: 'queued', error });
    proxy.meet({ kind: 'reset' });
    await waits('the data store is not available');
    const { progress } = await ask(url, job);
    expect(progress.done).toBeGreaterThan(0);
    proxy.meet({ kind: 'reject' });
    await waits('the data store takes no more work for now');
    proxy.meet({ kind: 'pass' });
    await ended(url, job).toBe('completed');
    expect((await ask(url, job)).error).toBeUndefined();
    await expectEveryRowOnce(url);
    expect(worker.logged('job postponed').length).toBeGreaterThan(1);
    await worker.kill('SIGTERM');
    await proxy.stop();
  });

  test('waits while Redis is away, is told of meanwhile, and goes on when it is back', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'worker-redis-'));
    const server = await startRedis({ folder });
    const redis = { REDIS_URL: server.url };
    const url = await addressOf(start('api', redis));
    const worker = start('worker', redis);
    const job = await submit(url);
    await inTheMiddle(url, job);
    await server.stop();
    expect(await ask(url, job)).toMatchObject({ id: job.id, status: 'active' });
    const back = await startRedis({ port: Number(new URL(server.url).port), folder });
    await ended(url, job).toBe('completed');
    await expectEveryRowOnce(url);
    expect(worker.process.exitCode).toBeNull();
    await Promise.all(running.map((one) => one.kill('SIGTERM')));
    await back.stop();
    rmSync(folder, { recursive: true });
  });

  test('is finished although Redis is emptied in the middle, every row once', async () => {
    const server = await startRedis();
    const redis = { REDIS_URL: server.url };
    const url = await addressOf(start('api', redis));
    const workers = [start('worker', redis), start('worker', redis)];
    await Promise.all(workers.map(addressOf));
    const [job, waiting] = [await submit(url), await submit(url, body(10))];
    await inTheMiddle(url, job);
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.end('FLUSHALL\r\n').resume();
    await once(socket, 'close');
    await ended(url, job).toBe('completed');
    await ended(url, waiting).toBe('completed');
    const { added, unchanged, refused } = (await ask(url, job)).result as Record<string, number>;
    expect({ rows: (added ?? 0) + (unchanged ?? 0), refused }).toEqual({ rows: ROWS, refused: 1 });
    await expectEveryRowOnce(url);
    await expect.poll(stagedDocuments).toBe(0);
    const completed = workers.flatMap((worker) => worker.logged('job completed'));
    expect(completed.map(({ job: id }) => id).sort()).toEqual([job.id, waiting.id].sort());
    await Promise.all(running.map((one) => one.kill('SIGTERM')));
    await server.stop();
  });
});

describe('a worker process', () => {
  test('tells what it lacks', async () => {
    const worker = start('worker', {
      ELASTICSEARCH_NODE: 'http://127.0.0.1:1',
      REDIS_URL: 'redis://127.0.0.1:1',
    });
    const url = await addressOf(worker);
    expect(await (await fetch(`${url}/health/live`)).json()).toEqual({ status: 'live' });
    const ready = await fetch(`${url}/health/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({
      status: 'not ready',
      checks: {
        store: expect.any(String),
        queue: 'the job queue is not available: Redis can not be reached',
      },
    });
    expect((await fetch(`${url}/elsewhere`)).status).toBe(404);
    expect(await worker.kill('SIGTERM')).toBe(0);
  });

  test('is ready when all is there, and logs JSON lines only', async () => {
    const worker = start('worker');
    const ready = await fetch(`${await addressOf(worker)}/health/ready`);
    expect(await ready.json()).toEqual({ status: 'ready', checks: { store: 'ready', queue: 'ready' } });
    expect(await worker.kill('SIGTERM')).toBe(0);
    for (const line of worker.output.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
  });

  test.each([
    [{ REDIS_URL: '' }, [], 1, 'REDIS_URL is not set'],
    [{ ELASTICSEARCH_NODE: '' }, [], 1, 'ELASTICSEARCH_NODE is not set'],
    [{ HEALTH_PORT: 'x' }, [], 1, 'HEALTH_PORT must be a whole number'],
    [{ JOB_LOCK_SECONDS: '0' }, [], 1, 'JOB_LOCK_SECONDS must be a whole number from 1 to 3600'],
    [{}, ['--help'], 0, 'npm run worker'],
    [{}, ['--fast'], 2, "Unknown option '--fast'"],
  ])('%o %j is told in words', async (more, args, code, message) => {
    const worker = new RunningProcess('worker', settings(more), args);
    expect(await worker.ended).toBe(code);
    expect(worker.output).toContain(message);
    expect(worker.output).not.toContain('    at ');
  });
});
