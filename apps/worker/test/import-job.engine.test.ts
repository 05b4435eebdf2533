import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { type ImportStaging, type Store, StoreError } from '@achilles/query-core';
import { openStaging } from '@achilles/query-core/open-staging';
import { openStore } from '@achilles/query-core/open-store';
import { BullJobQueue, newJobId, type QueueBackend, RedisBackend } from '@achilles/queue';
import { EmbeddedBackend } from '@achilles/queue/embedded-backend';
import type {} from '@achilles/testkit';
import { JOB_NAMES, JOBS, type Job, type JobRecords } from '@achilles/types';
import { MemoryJobRecords } from '@achilles/types/testing';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { startWorkers, type Workers } from '../src/start-workers.ts';
import { sweepUploads } from '../src/sweep-uploads.ts';
import { endedJob } from './ended-job.ts';
import { plainWorkers } from './plain-workers.ts';

const ME = { requestedBy: 'tester' };
const PIECE_BYTES = 64 * 1024;

const line = (i: number) =>
  JSON.stringify({
    _id: `id-${i}`,
    _source: {
      routing: { event_time: 1_777_000_000_000 + i },
      event: { ERROR: 101 },
      f0rtika: { test_uuid: 'u', test_name: 'n' },
    },
  });
const lines = (count: number) => Array.from({ length: count }, (_, i) => `${line(i)}\n`).join('');

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'import-job-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const BACKENDS: readonly [string, () => Promise<QueueBackend>][] = [
  [
    'on Redis',
    async () =>
      new RedisBackend({
        url: inject('redisUrl'),
        prefix: `test-${randomUUID()}`,
        onError: () => undefined,
      }),
  ],
  [
    'in one process',
    () =>
      EmbeddedBackend.open({
        folder: join(root, randomUUID()),
        types: JOB_NAMES,
        onError: () => undefined,
      }),
  ],
];

describe.each(BACKENDS)('an import %s', (_, openBackend) => {
  let backend: QueueBackend;
  let records: JobRecords;
  let queue: BullJobQueue<typeof JOBS>;
  let store: Store;
  let staging: ImportStaging;
  let workers: Workers[];
  let logged: Record<string, unknown>[];
  beforeAll(async () => {
    backend = await openBackend();
    records = backend instanceof EmbeddedBackend ? backend.records : new MemoryJobRecords();
    queue = new BullJobQueue(backend, JOBS, records);
  });
  afterAll(() => backend.close());
  beforeEach(async () => {
    store = await openStore({ kind: 'duckdb', file: ':memory:' });
    staging = await openStaging({ kind: 'folder', folder: join(root, randomUUID()) });
    workers = [];
    logged = [];
  });
  afterEach(async () => {
    await Promise.all(workers.map((running) => running.stop()));
    await store.close();
  });

  function work(parts: Partial<{ store: Store; clock: () => number }> = {}): Workers {
    const log = pino({ level: 'info' }, { write: (text: string) => void logged.push(JSON.parse(text)) });
    const running = startWorkers({
      ...plainWorkers,
      ...{ backend, queue, records, store, staging },
      log,
      ...parts,
    });
    workers.push(running);
    return running;
  }

  async function upload(body: string | Buffer, strict = false): Promise<Job> {
    const id = newJobId('import');
    const { bytes } = await staging.put(
      id,
      (async function* () {
        yield Buffer.from(body);
      })(),
    );
    return queue.submit('import', { upload: id, bytes, strict }, ME, { id });
  }

  const ended = (id: string): Promise<Job> => endedJob(queue, id);

  /** A store whose writes the test decides about. */
  const withWrites = (write: Store['writer']['write']): Store => ({
    reader: store.reader,
    riskAcceptances: store.riskAcceptances,
    indices: store.indices,
    archive: store.archive,
    indexAdmin: store.indexAdmin,
    writer: { write, count: () => store.writer.count() },
    check: () => store.check(),
    close: async () => undefined,
  });

  test('stores rows, lists refused lines, tells its progress in bytes and removes the upload', async () => {
    const running = work();
    const body = `${lines(45_000)}{\n`;
    const { id } = await upload(body);
    const job = await ended(id);
    expect(job).toMatchObject({
      status: 'completed',
      progress: { phase: 'importing', done: body.length, total: body.length },
      result: {
        added: 45_000,
        replaced: 0,
        unchanged: 0,
        refused: 1,
        refusals: [{ line: 45_001, reason: 'is not valid JSON' }],
      },
    });
    expect(await store.writer.count()).toBe(45_000);
    await expect.poll(() => staging.list()).toEqual([]);
    expect(running.counts).toMatchObject({ import: { settled: { completed: 1 } } });
    expect(logged).toContainEqual(expect.objectContaining({ msg: 'job completed', job: id, type: 'import' }));
  });

  test('tells how far it is with each batch that is stored, and does not count what is read ahead', async () => {
    const told: [number, number][] = [];
    let reached = Promise.withResolvers<void>();
    let go = Promise.withResolvers<void>();
    // Each batch is held until the job was looked at, with all the time that reading ahead takes.
    const slow = withWrites(async (rows) => {
      reached.resolve();
      await go.promise;
      return store.writer.write(rows);
    });
    work({ store: slow });
    const { id } = await upload(lines(45_000));
    for (let batch = 0; batch < 3; batch++) {
      await reached.promise;
      await sleep(300);
      const { done = Number.NaN, total = 0 } = (await queue.get(id))?.progress ?? {};
      told.push([done, total]);
      const held = go;
      reached = Promise.withResolvers();
      go = Promise.withResolvers();
      held.resolve();
    }
    await ended(id);
    const bytes = Buffer.byteLength(lines(45_000));
    for (const [i, rows] of [0, 20_000, 40_000].entries()) {
      const stored = Buffer.byteLength(lines(rows));
      // Bytes are handed on in pieces, in the last of which a batch may end anywhere.
      const isStored = expect.toSatisfy((done: number) => done >= stored && done < stored + PIECE_BYTES);
      expect(told[i]).toEqual([isStored, bytes]);
    }
  });

  test('takes gzip, several files after each other too', async () => {
    work();
    const { id } = await upload(Buffer.concat([gzipSync(lines(10)), gzipSync(lines(20))]));
    expect((await ended(id)).result).toMatchObject({ added: 20, unchanged: 10, refused: 0 });
  });

  test('of damaged gzip fails at once, and says so', async () => {
    work();
    const { id } = await upload(gzipSync(lines(5_000)).subarray(0, 2_000));
    const job = await ended(id);
    expect(job.status).toBe('failed');
    expect(job.error).toMatch(/^the uploaded gzip data is damaged: /);
    await expect.poll(() => staging.list()).toEqual([]);
  });

  test('that is strict fails with its result when a line was refused', async () => {
    work();
    const refused = await ended((await upload(`${lines(3)}{\n`, true)).id);
    expect(refused).toMatchObject({
      status: 'failed',
      error: '1 line was refused; the other documents are stored',
      result: { added: 3, refused: 1, refusals: [{ line: 4 }] },
    });
    expect(await ended((await upload(lines(4), true)).id)).toMatchObject({
      status: 'completed',
      result: { added: 1, unchanged: 3 },
    });
    await expect.poll(() => staging.list()).toEqual([]);
  });

  test('waits while the store is away, and goes on after what it has stored', async () => {
    const failures: StoreError[] = [
      new StoreError('unavailable', 'it is away'),
      new StoreError('overloaded', 'it is busy'),
      new StoreError('timeout', 'it is slow'),
    ];
    const sizes: number[] = [];
    const flaky = withWrites(async (rows, permit) => {
      const failure = sizes.length > 0 ? failures.shift() : undefined;
      if (failure !== undefined) throw failure;
      sizes.push(rows.length);
      return store.writer.write(rows, permit);
    });
    work({ store: flaky });
    const { id } = await upload(lines(45_000));
    await expect
      .poll(() => queue.get(id), { interval: 20, timeout: 20_000 })
      .toMatchObject({ status: 'queued', error: 'the data store is not available' });
    expect(await ended(id)).toMatchObject({ status: 'completed', result: { added: 45_000, unchanged: 0 } });
    // The first batch was not read again by the tries that followed.
    expect(sizes).toEqual([20_000, 20_000, 5_000]);
    expect(await store.writer.count()).toBe(45_000);
  });

  test('that the store refuses fails at once; the cause is in the log and nowhere else', async () => {
    const broken = withWrites(async () => {
      throw new StoreError('failed', 'mapping of a secret field', new Error('a secret of the driver'));
    });
    work({ store: broken });
    const { id } = await upload(lines(3));
    const job = await ended(id);
    expect(job.status).toBe('failed');
    expect(JSON.stringify(job)).not.toContain('secret');
    expect(JSON.stringify(logged)).toContain('a secret of the driver');
  });

  test('whose upload is gone fails at once, and says what to do', async () => {
    const id = newJobId('import');
    await queue.submit('import', { upload: id, bytes: 5, strict: false }, ME, { id });
    work();
    expect(await ended(id)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('upload it again'),
    });
  });

  test('of another version’s payload fails at once, and names what can not be read', async () => {
    const { id } = await upload(lines(1));
    await records.change(id, (kept) => ({ ...kept, payload: { upload: id, bytes: 'many' } }));
    work();
    expect(await ended(id)).toMatchObject({
      status: 'failed',
      error: 'this version can not read the job (bytes, strict); submit it again',
    });
  });

  test('under way when its worker stops is finished by another, every row once', async () => {
    let inFirst: () => void = () => undefined;
    const entered = new Promise<void>((resolve) => {
      inFirst = resolve;
    });
    const watched = withWrites(async (rows, permit) => {
      inFirst();
      return store.writer.write(rows, permit);
    });
    const first = work({ store: watched });
    const { id } = await upload(lines(100_000));
    await entered;
    await first.stop();
    const between = await queue.get(id);
    expect(between).toMatchObject({ status: 'queued' });
    const stored = await store.writer.count();
    expect(stored).toBeGreaterThan(0);
    expect(stored).toBeLessThan(100_000);
    expect(first.counts).toMatchObject({ import: { settled: { 'handed back': 1 } } });
    work();
    const job = await ended(id);
    expect(job).toMatchObject({ status: 'completed', result: { added: 100_000, unchanged: 0 } });
    expect(job.progress.done).toBeGreaterThan(between?.progress.done ?? 0);
    expect(await store.writer.count()).toBe(100_000);
  });

  test('that is cancelled ends at its next batch, keeps what it stored and leaves no upload', async () => {
    let inFirst: () => void = () => undefined;
    const entered = new Promise<void>((resolve) => {
      inFirst = resolve;
    });
    const slow = withWrites(async (rows, permit) => {
      const written = await store.writer.write(rows, permit);
      inFirst();
      await sleep(700);
      return written;
    });
    const running = work({ store: slow });
    const { id } = await upload(lines(100_000));
    await entered;
    const asked = performance.now();
    expect((await queue.cancel(id))?.status).toBe('active');
    expect(await ended(id)).toMatchObject({ status: 'cancelled' });
    expect(performance.now() - asked).toBeLessThan(2_500);
    await expect.poll(() => staging.list()).toEqual([]);
    expect(running.counts).toMatchObject({ import: { settled: { cancelled: 1 } } });
    const stored = await store.writer.count();
    expect(stored).toBeGreaterThan(0);
    expect(stored).toBeLessThan(100_000);
    const { result } = (await queue.get(id)) ?? {};
    expect(JOBS.import.result.parse(result)).toEqual(result);
    expect(result).toMatchObject({ added: stored, refused: 0 });
    expect(logged).toContainEqual(expect.objectContaining({ msg: 'job cancelled', job: id }));
  });

  test('that is cancelled while it waits leaves no upload and no row', async () => {
    const { id } = await upload(lines(10));
    expect((await queue.cancel(id))?.status).toBe('cancelled');
    work();
    await expect.poll(() => staging.list(), { timeout: 5_000 }).toEqual([]);
    expect(await store.writer.count()).toBe(0);
  });

  test('of a worker that lost its job writes nothing more', async () => {
    let enter: () => void = () => undefined;
    let goOn: () => void = () => undefined;
    const entered = new Promise<void>((resolve) => {
      enter = resolve;
    });
    const paused = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const stale: number[] = [];
    const pausing = withWrites(async (rows, permit) => {
      stale.push(rows.length);
      const written = await store.writer.write(rows, permit);
      enter();
      await paused;
      return written;
    });
    const first = work({ store: pausing });
    const { id } = await upload(lines(60_000));
    await entered;
    await (await (await backend.queue('import')).getJob(id))?.moveToWait('0');
    work();
    const job = await ended(id);
    expect(job).toMatchObject({ status: 'completed', result: { added: 40_000, unchanged: 20_000 } });
    goOn();
    await expect.poll(() => first.counts.import?.settled.lost).toBe(1);
    expect(stale).toEqual([20_000]);
    expect(await queue.get(id)).toEqual(job);
    expect(await store.writer.count()).toBe(60_000);
  });

  test('an upload of another id than its job’s belongs to the job all the same', async () => {
    const named = newJobId('import');
    const { bytes } = await staging.put(
      named,
      (async function* () {
        yield Buffer.from(lines(3));
      })(),
    );
    const { id } = await queue.submit('import', { upload: named, bytes, strict: false }, ME);
    expect(id).not.toBe(named);
    const clock = () => Date.now() + 25 * 3_600_000;
    expect(await sweepUploads({ staging, records, clock })).toBe(0);
    work();
    expect(await ended(id)).toMatchObject({ result: { added: 3 } });
    await expect.poll(() => staging.list()).toEqual([]);
  });

  test('uploads that no job owns are removed after a day, others stay', async () => {
    const waiting = await upload(lines(1));
    const orphan = newJobId('import');
    await staging.put(
      orphan,
      (async function* () {
        yield Buffer.from('left behind');
      })(),
    );
    work({ clock: () => Date.now() + 23 * 3_600_000 });
    await ended(waiting.id);
    await expect.poll(async () => (await staging.list()).map(({ id }) => id)).toEqual([orphan]);
    work({ clock: () => Date.now() + 25 * 3_600_000 });
    await expect.poll(() => staging.list()).toEqual([]);
  });
});
