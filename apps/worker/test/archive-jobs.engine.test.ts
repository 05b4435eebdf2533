import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ImportStaging, type Store, StoreError, writeIndex } from '@achilles/query-core';
import { openStaging } from '@achilles/query-core/open-staging';
import { openStore } from '@achilles/query-core/open-store';
import { BullJobQueue, type QueueBackend, RedisBackend } from '@achilles/queue';
import type {} from '@achilles/testkit';
import { JOBS, type Job, type JobRecords } from '@achilles/types';
import { MemoryJobRecords } from '@achilles/types/testing';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { startWorkers, type Workers } from '../src/start-workers.ts';
import { endedJob } from './ended-job.ts';
import { indices, plainWorkers } from './plain-workers.ts';
import { storedRow } from './stored-row.ts';
import { withMoves } from './with-moves.ts';

const ME = { requestedBy: 'tester' };
const BEFORE = Date.parse('2026-01-01T00:00:00Z');

const rows = (count: number, index?: string, org?: string) =>
  Array.from({ length: count }, (_, i) => storedRow(`id-${i}`, i, index, org));
const all = { dryRun: false, dropEmpty: false, before: BEFORE };

let root = '';
let backend: QueueBackend;
let records: JobRecords;
let queue: BullJobQueue<typeof JOBS>;
let store: Store;
let staging: ImportStaging;
let workers: Workers[] = [];
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'archive-jobs-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(async () => {
  backend = new RedisBackend({
    url: inject('redisUrl'),
    prefix: `test-${randomUUID()}`,
    onError: () => undefined,
  });
  records = new MemoryJobRecords();
  queue = new BullJobQueue(backend, JOBS, records);
  store = await openStore({ kind: 'duckdb', file: ':memory:' });
  staging = await openStaging({ kind: 'folder', folder: join(root, randomUUID()) });
  workers = [];
});
afterEach(async () => {
  await Promise.all(workers.map((running) => running.stop()));
  await backend.close();
  await store.close();
});

function work(parts: Partial<Parameters<typeof startWorkers>[0]> = {}): Workers {
  const running = startWorkers({
    ...plainWorkers,
    ...{ backend, queue, records, store, staging },
    log: pino({ level: 'silent' }),
    times: { lock: 1_000, stalledCheck: 500 },
    ...parts,
  });
  workers.push(running);
  return running;
}

const ended = ({ id }: Job): Promise<Job> => endedJob(queue, id);

const names = async () =>
  (await store.indices.list(() => true)).map(({ name, docsCount }) => `${name} ${docsCount}`).sort();

describe('archive-by-date', () => {
  test('moves every row before a time, by index, and drops the indices that it emptied', async () => {
    await store.writer.write([...rows(7_000), ...rows(3, 'achilles-results-b')]);
    await store.writer.write([storedRow('young', BEFORE, 'achilles-results-b')]);
    await store.indexAdmin.create('achilles-results-empty', async () => undefined);
    work();
    const job = await ended(await queue.submit('archive-by-date', { ...all, dropEmpty: true }, ME));
    expect(job).toMatchObject({
      status: 'completed',
      progress: { phase: 'archiving', done: 7_003, total: 7_003 },
      result: {
        archived: 7_003,
        skipped: 0,
        conflicts: 0,
        perIndex: [
          { index: 'achilles-results-a', rows: 7_000 },
          { index: 'achilles-results-b', rows: 3 },
        ],
        errors: [],
        dryRun: false,
        droppedIndices: ['achilles-results-a'],
      },
    });
    expect(JOBS['archive-by-date'].result.parse(job.result)).toEqual(job.result);
    expect(await names()).toEqual([
      'achilles-results-b 1',
      'achilles-results-empty 0',
      'archived-achilles-results 7003',
    ]);
    const again = await ended(await queue.submit('archive-by-date', all, ME));
    expect(again.result).toMatchObject({ archived: 0, perIndex: [] });
  });

  test('as a dry run counts, and moves nothing', async () => {
    await store.writer.write(rows(5));
    work();
    const job = await ended(
      await queue.submit('archive-by-date', { ...all, dryRun: true, dropEmpty: true }, ME),
    );
    expect(job.progress).toEqual({ phase: 'counting', done: 5, total: 5 });
    expect(job.result).toEqual({
      archived: 5,
      skipped: 0,
      conflicts: 0,
      bytes: 0,
      perIndex: [{ index: 'achilles-results-a', rows: 5, bytes: 0 }],
      errors: [],
      dryRun: true,
      droppedIndices: ['achilles-results-a'],
    });
    expect(await store.writer.count()).toBe(5);
  });

  test('drops what an earlier job emptied, and neither a fresh index nor the one that imports write to now', async () => {
    const now = writeIndex(indices, Date.now());
    await store.writer.write([...rows(3), storedRow('x', 0, 'achilles-results-b'), storedRow('y', 0, now)]);
    await store.indexAdmin.create('achilles-results-empty', async () => undefined);
    work();
    await ended(await queue.submit('archive-by-date', all, ME));
    const dropping = { ...all, dropEmpty: true };
    const dry = await ended(await queue.submit('archive-by-date', { ...dropping, dryRun: true }, ME));
    const emptied = ['achilles-results-a', 'achilles-results-b'];
    expect(dry.result).toMatchObject({ archived: 0, droppedIndices: emptied });
    expect(await names()).toContain('achilles-results-a 0');
    const job = await ended(await queue.submit('archive-by-date', dropping, ME));
    expect(job.result).toMatchObject({ archived: 0, droppedIndices: emptied });
    expect(await names()).toEqual(
      [`${now} 0`, 'achilles-results-empty 0', 'archived-achilles-results 5'].sort(),
    );
  });

  test('of a caller bound to an organization moves that one’s rows alone', async () => {
    await store.writer.write([
      ...rows(3, 'achilles-results-a', 'o1'),
      ...rows(2, 'achilles-results-b', 'o2'),
    ]);
    work();
    const job = await ended(
      await queue.submit('archive-by-date', { ...all, org: 'o2' }, { ...ME, org: 'o2' }),
    );
    expect(job.result).toMatchObject({ archived: 2, perIndex: [{ index: 'achilles-results-b', rows: 2 }] });
    expect(await store.writer.count()).toBe(3);
  });

  test('under way when its worker stops is finished by another, with the counts of both', async () => {
    await store.writer.write(rows(30_000));
    const first = work({ archiveRowsPerSecond: 5_000 });
    const asked = await queue.submit('archive-by-date', { ...all, dropEmpty: true }, ME);
    await expect.poll(() => store.writer.count(), { interval: 10, timeout: 20_000 }).toBeLessThan(30_000);
    await first.stop();
    const between = await store.writer.count();
    expect(between).toBeGreaterThan(0);
    expect(between).toBeLessThan(30_000);
    work();
    expect((await ended(asked)).result).toMatchObject({
      archived: 30_000,
      perIndex: [{ rows: 30_000 }],
      droppedIndices: ['achilles-results-a'],
    });
    expect(await names()).toEqual(['archived-achilles-results 30000']);
  });

  test('that is cancelled ends after the batch under way, every row in one place', async () => {
    await store.writer.write(rows(30_000));
    work({ archiveRowsPerSecond: 5_000 });
    const asked = await queue.submit('archive-by-date', { ...all, dropEmpty: true }, ME);
    await expect.poll(() => store.writer.count(), { interval: 10, timeout: 20_000 }).toBeLessThan(30_000);
    await queue.cancel(asked.id);
    const job = await ended(asked);
    expect(job).toMatchObject({ status: 'cancelled' });
    const left = await store.writer.count();
    expect(left).toBeGreaterThan(0);
    const archived = 30_000 - left;
    expect(job.result).toMatchObject({
      ...{ archived, dryRun: false, droppedIndices: [] },
      perIndex: [{ index: 'achilles-results-a', rows: archived }],
    });
    expect(JOBS['archive-by-date'].result.parse(job.result)).toEqual(job.result);
    expect(await names()).toEqual([
      `achilles-results-a ${left}`,
      `archived-achilles-results ${30_000 - left}`,
    ]);
  });

  test('that is cancelled while it waits for the store keeps what it moved until then', async () => {
    await store.writer.write(rows(7_000));
    const away = withMoves(store, (move, given) =>
      store.archive.move(move, {
        ...given,
        onProgress: async (counts) => {
          await given.onProgress?.(counts);
          throw new StoreError('unavailable', 'it is away');
        },
      }),
    );
    const running = work({ store: away });
    const asked = await queue.submit('archive-by-date', all, ME);
    await expect
      .poll(() => running.counts['archive-by-date']?.settled.postponed, { timeout: 20_000 })
      .toBe(1);
    await queue.cancel(asked.id);
    expect(await ended(asked)).toMatchObject({ status: 'cancelled', result: { archived: 5_000 } });
  });

  test('of a worker that lost its job moves nothing more', async () => {
    await store.writer.write(rows(20_000));
    const entered = Promise.withResolvers<void>();
    const paused = Promise.withResolvers<void>();
    let moved = 0;
    const pausing = withMoves(store, (move, given) =>
      store.archive.move(move, {
        ...given,
        onProgress: async (counts) => {
          moved = counts.moved;
          entered.resolve();
          await paused.promise;
          return given.onProgress?.(counts);
        },
      }),
    );
    const first = work({ store: pausing });
    const asked = await queue.submit('archive-by-date', all, ME);
    await entered.promise;
    await (await (await backend.queue('archive-by-date')).getJob(asked.id))?.moveToWait('0');
    work();
    expect((await ended(asked)).result).toMatchObject({ archived: 20_000 });
    paused.resolve();
    await expect.poll(() => first.counts['archive-by-date']?.settled.lost).toBe(1);
    expect(moved).toBe(5_000);
    expect(await names()).toEqual(['achilles-results-a 0', 'archived-achilles-results 20000']);
  });

  test('that the store refuses fails with what was moved until then', async () => {
    await store.writer.write(rows(7_000));
    const refusing = withMoves(store, (move, given) =>
      store.archive.move(move, {
        ...given,
        onProgress: async (counts) => {
          await given.onProgress?.(counts);
          throw new StoreError('unreadable', 'index x takes no writes; nothing was lost');
        },
      }),
    );
    work({ store: refusing });
    expect(await ended(await queue.submit('archive-by-date', all, ME))).toMatchObject({
      status: 'failed',
      error: 'index x takes no writes; nothing was lost',
      result: { archived: 5_000, dryRun: false },
    });
  });

  test('that may not drop what it emptied fails with what was moved', async () => {
    await store.writer.write(rows(3));
    const { archive } = withMoves(store, (move, given) => store.archive.move(move, given));
    const dropEmpty = async () => {
      throw new StoreError('unreadable', 'index x is blocked');
    };
    work({ store: { ...store, archive: { ...archive, dropEmpty } } });
    const job = await ended(await queue.submit('archive-by-date', { ...all, dropEmpty: true }, ME));
    expect(job).toMatchObject({
      status: 'failed',
      error: 'index x is blocked',
      result: { archived: 3, droppedIndices: [] },
    });
  });

  test('waits while the store is away, and goes on where it was', async () => {
    await store.writer.write(rows(7_000));
    let failures = 0;
    const flaky = withMoves(store, (move, given) =>
      store.archive.move(move, {
        ...given,
        onProgress: async (counts) => {
          await given.onProgress?.(counts);
          if (failures++ === 0) throw new StoreError('unavailable', 'it is away');
        },
      }),
    );
    work({ store: flaky });
    expect((await ended(await queue.submit('archive-by-date', all, ME))).result).toMatchObject({
      archived: 7_000,
    });
  });
});

test('archive moves groups, and restore brings back what a job archived or a window holds', async () => {
  await store.writer.write([
    storedRow('x', 1_000),
    storedRow('y', 1_000, 'achilles-results-b'),
    storedRow('z', 2_000),
  ]);
  work();
  const keys = { groupKeys: ['standalone::u::h::1000'], dryRun: false };
  const archived = await ended(await queue.submit('archive', keys, ME));
  expect(archived.result).toMatchObject({ archived: 2, droppedIndices: [] });
  await ended(await queue.submit('archive-by-date', all, ME));
  expect(await store.writer.count()).toBe(0);
  const rowsOfJob = { jobId: archived.id };
  const dry = await ended(await queue.submit('restore', { rows: rowsOfJob, dryRun: true }, ME));
  expect(dry.result).toMatchObject({ restored: 2, dryRun: true, bytes: 0 });
  const restored = await ended(await queue.submit('restore', { rows: rowsOfJob, dryRun: false }, ME));
  expect(restored).toMatchObject({
    progress: { phase: 'restoring', done: 2, total: 2 },
    result: { restored: 2, skipped: 0, dryRun: false },
  });
  expect(JOBS.restore.result.parse(restored.result)).toEqual(restored.result);
  expect(await store.writer.count()).toBe(2);
  const window = { rows: { from: 2_000, to: null }, dryRun: false };
  expect((await ended(await queue.submit('restore', window, ME))).result).toMatchObject({ restored: 1 });
  expect(await names()).toEqual(['achilles-results-a 2', 'achilles-results-b 1']);
});

test('index-create makes an index once, and none that reads do not see', async () => {
  work();
  const index = 'achilles-results-2026.05';
  const made = await ended(await queue.submit('index-create', { index }, ME));
  expect(made.progress).toEqual({ phase: 'creating', done: 1, total: 1 });
  expect(made.result).toEqual({ created: true, message: `index ${index} was created` });
  expect((await ended(await queue.submit('index-create', { index }, ME))).result).toEqual({
    created: false,
    message: `index ${index} exists already`,
  });
  for (const wrong of ['other', 'archived-achilles-results', 'achilles-risk-acceptances'])
    expect(await ended(await queue.submit('index-create', { index: wrong }, ME))).toMatchObject({
      status: 'failed',
      error: expect.stringContaining(`'${wrong}' is no index that results are read from`),
    });
});

test('a restore that is cancelled keeps what it brought back', async () => {
  await store.writer.write(rows(20_000));
  work({ archiveRowsPerSecond: null });
  const archived = await ended(await queue.submit('archive-by-date', all, ME));
  await Promise.all(workers.map((running) => running.stop()));
  work({ archiveRowsPerSecond: 5_000 });
  const asked = await queue.submit('restore', { rows: { jobId: archived.id }, dryRun: false }, ME);
  await expect.poll(() => store.writer.count(), { interval: 10, timeout: 20_000 }).toBeGreaterThan(0);
  await queue.cancel(asked.id);
  const job = await ended(asked);
  expect(job).toMatchObject({ status: 'cancelled', result: { restored: await store.writer.count() } });
  expect(JOBS.restore.result.parse(job.result)).toEqual(job.result);
});

test('retention moves what was older when it was due', async () => {
  const day = 24 * 3_600 * 1_000;
  await store.writer.write([storedRow('old', 9 * day - 1), storedRow('kept', 9 * day)]);
  work();
  const missedRuns = { count: 1, first: '1970-01-10T00:00:00.000Z', last: '1970-01-10T00:00:00.000Z' };
  await store.writer.write([storedRow('other', 0, 'achilles-results-b')]);
  const payload = { days: 1, scheduledFor: 10 * day, dropEmpty: true, missed: true, missedRuns };
  const job = await ended(await queue.submit('retention', payload, ME));
  expect(job.result).toMatchObject({
    archived: 2,
    missed: true,
    missedRuns,
    droppedIndices: ['achilles-results-b'],
  });
  expect(JOBS.retention.result.parse(job.result)).toEqual(job.result);
  expect(await store.writer.count()).toBe(1);
});

test('retention that fails is an error in the log, and tells what it made up for', async () => {
  await store.writer.write([storedRow('old', 0)]);
  const logged: { level: number; msg: string; reason?: string }[] = [];
  const reason = 'index x takes no writes; nothing was lost';
  work({
    store: withMoves(store, async () => {
      throw new StoreError('unreadable', reason);
    }),
    log: pino({ level: 'error' }, { write: (text: string) => void logged.push(JSON.parse(text)) }),
  });
  const missedRuns = { count: 2, first: '1970-01-09T00:00:00.000Z', last: '1970-01-10T00:00:00.000Z' };
  const payload = { days: 1, scheduledFor: BEFORE, missed: true, missedRuns };
  const job = await ended(await queue.submit('retention', payload, ME));
  expect(job).toMatchObject({
    status: 'failed',
    error: reason,
    result: { archived: 0, missed: true, missedRuns },
  });
  expect(JOBS.retention.result.parse(job.result)).toEqual(job.result);
  await expect
    .poll(() => logged)
    .toMatchObject([{ level: 50, msg: 'retention failed: rows that it did not archive stay live', reason }]);
});
