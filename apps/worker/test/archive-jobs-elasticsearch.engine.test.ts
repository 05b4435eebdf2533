import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStaging } from '@achilles/query-core/open-staging';
import { BullJobQueue, RedisBackend } from '@achilles/queue';
import type {} from '@achilles/testkit';
import { JOBS, type Job } from '@achilles/types';
import { MemoryJobRecords } from '@achilles/types/testing';
import { pino } from 'pino';
import { describe, expect, inject, test } from 'vitest';
import { startWorkers } from '../src/start-workers.ts';
import { endedJob } from './ended-job.ts';
import { ownElasticsearchStore } from './own-elasticsearch-store.ts';
import { plainWorkers } from './plain-workers.ts';
import { storedRow } from './stored-row.ts';

const ME = { requestedBy: 'tester' };
const BEFORE = Date.parse('2026-01-01T00:00:00Z');

describe.each(inject('elasticsearch'))('jobs that move rows on Elasticsearch at $url', ({ url }) => {
  test('archive what is old, bring it back, and create an index', { timeout: 60_000 }, async () => {
    const { own, indices, store, close } = await ownElasticsearchStore(url);
    const staging = await openStaging({ kind: 'folder', folder: join(tmpdir(), own) });
    const backend = new RedisBackend({ url: inject('redisUrl'), prefix: own, onError: () => undefined });
    const records = new MemoryJobRecords();
    const queue = new BullJobQueue(backend, JOBS, records);
    const log = pino({ level: 'silent' });
    const parts = { ...plainWorkers, store, staging, indices };
    let workers = startWorkers({ ...parts, backend, queue, records, log });
    const ended = ({ id }: Job): Promise<Job> => endedJob(queue, id);
    try {
      const index = `${own}-r-a`;
      const rows = Array.from({ length: 300 }, (_, i) =>
        storedRow(`id-${i}`, i < 200 ? i : BEFORE + i, index),
      );
      await store.writer.write(rows);
      const order = { before: BEFORE, dryRun: false, dropEmpty: false };
      const dry = await ended(await queue.submit('archive-by-date', { ...order, dryRun: true }, ME));
      expect(dry.result).toMatchObject({ archived: 200, dryRun: true });
      const job = await ended(await queue.submit('archive-by-date', order, ME));
      expect(job).toMatchObject({
        status: 'completed',
        progress: { phase: 'archiving', done: 200, total: 200 },
        result: { archived: 200, skipped: 0, perIndex: [{ index, rows: 200 }], droppedIndices: [] },
      });
      // Searches see what was deleted with the next refresh of the index.
      await expect.poll(() => store.writer.count(), { timeout: 10_000 }).toBe(100);
      const back = await ended(await queue.submit('restore', { rows: { jobId: job.id }, dryRun: false }, ME));
      expect(back).toMatchObject({ status: 'completed', result: { restored: 200, skipped: 0 } });
      await expect.poll(() => store.writer.count(), { timeout: 10_000 }).toBe(300);
      const slow = startWorkers({ ...parts, archiveRowsPerSecond: 20, backend, queue, records, log });
      await workers.stop();
      let stoppedAfter = 0;
      try {
        const stopped = await queue.submit('archive-by-date', order, ME);
        await expect
          .poll(async () => (await queue.get(stopped.id))?.progress, { timeout: 30_000 })
          .toMatchObject({ phase: 'archiving', done: expect.toSatisfy((done: number) => done > 0) });
        await queue.cancel(stopped.id);
        const cancelled = await ended(stopped);
        const { archived = 0 } = cancelled.result as { archived?: number };
        expect(cancelled).toMatchObject({ status: 'cancelled', result: { perIndex: [{ rows: archived }] } });
        expect(JOBS['archive-by-date'].result.parse(cancelled.result)).toEqual(cancelled.result);
        expect(archived).toBeGreaterThan(0);
        expect(archived).toBeLessThanOrEqual(200);
        await expect.poll(() => store.writer.count(), { timeout: 10_000 }).toBe(300 - archived);
        stoppedAfter = archived;
      } finally {
        await slow.stop();
      }
      workers = startWorkers({ ...parts, backend, queue, records, log });
      const created = await ended(await queue.submit('index-create', { index: `${own}-r-b` }, ME));
      expect(created.result).toMatchObject({ created: true });

      // Behind the alias that imports write to, with a document of another kind, and emptied before it is asked for.
      const send = (path: string, method: string, body: object) =>
        fetch(`${url}/${path}`, {
          method,
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        });
      const behind = `${own}-r-000001`;
      const mixed = `${own}-r-mixed`;
      const old = rows.slice(0, 2);
      await store.writer.write(
        [behind, mixed].flatMap((name) => old.map((row) => ({ ...row, index: name }))),
      );
      await send('_aliases', 'POST', { actions: [{ add: { index: behind, alias: `${own}-r` } }] });
      await send(`${mixed}/_doc/other?refresh=true`, 'PUT', { title: 'no result' });
      const every = { ...order, before: BEFORE + 1_000 };
      const archived = await ended(await queue.submit('archive-by-date', every, ME));
      expect(archived.result).toMatchObject({ archived: 304 - stoppedAfter, droppedIndices: [] });
      const dropping = { ...every, dropEmpty: true };
      const wouldDrop = await ended(await queue.submit('archive-by-date', { ...dropping, dryRun: true }, ME));
      expect(wouldDrop.result).toMatchObject({ archived: 0, droppedIndices: [index] });
      const dropped = await ended(await queue.submit('archive-by-date', dropping, ME));
      expect(dropped.result).toMatchObject({ archived: 0, droppedIndices: [index] });
      const left = (await store.indices.list(() => true)).map(({ name }) => name).sort();
      expect(left).toEqual([`archived-${own}-r`, behind, `${own}-r-b`, mixed].sort());
    } finally {
      await workers.stop();
      await backend.close();
      await close('a', 'b', '000001', 'mixed');
    }
  });
});
