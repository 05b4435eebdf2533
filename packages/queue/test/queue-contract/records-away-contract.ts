import { setTimeout as sleep } from 'node:timers/promises';
import type { JobRecords } from '@achilles/types';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BullJobQueue } from '../../src/bull-job-queue.ts';
import { QueueError } from '../../src/queue-error.ts';
import { Gate } from './gate.ts';
import { JOBS, ME } from './jobs.ts';
import { type QueueParts, QueueWorld } from './queue-world.ts';

/** What happens while records can not be reached. */
export function recordsAwayContract(open: () => Promise<QueueParts>): void {
  let away: boolean;
  let own: JobRecords;
  let world: QueueWorld;
  beforeEach(async () => {
    away = false;
    const parts = await open();
    own = parts.records;
    const records = new Proxy(own, {
      get: (target, name: keyof JobRecords) =>
        away
          ? async () => {
              throw new Error('records are away');
            }
          : (target[name] as (...given: unknown[]) => unknown).bind(target),
    });
    world = new QueueWorld({ ...parts, records });
  });
  afterEach(() => world.close());

  test('a job waits, is told of by what the engine carries, and goes on from its checkpoint', async () => {
    const { backend, queue, records, until, work } = world;
    const seen: unknown[] = [];
    const gate = new Gate();
    work(async (held) => {
      seen.push(held.checkpoint);
      if (seen.length === 1) {
        await held.saveCheckpoint({ line: 7 });
        away = true;
        await held.saveCheckpoint({ line: 8 });
      }
      gate.enter();
      return { rows: 1 };
    });
    const job = await queue.submit('count', { rows: 1 }, ME);
    const waits = { id: job.id, status: 'queued', error: 'the records of jobs can not be reached' };
    await expect.poll(() => queue.get(job.id).catch(String), { timeout: 5_000 }).toMatchObject(waits);
    await sleep(1_000);
    await expect
      .poll(() => queue.get(job.id).catch(String))
      .toMatchObject({ ...waits, createdAt: job.createdAt });
    expect(seen).toHaveLength(1);
    // Whoever reaches the record, which says that the job is under way, tells the same.
    const other = new BullJobQueue(backend, JOBS, own);
    expect((await own.get(job.id))?.status).toBe('active');
    await expect.poll(() => other.get(job.id)).toMatchObject(waits);
    away = false;
    await until(job.id, 'completed');
    expect(seen).toEqual([undefined, { line: 7 }]);
    expect((await records.get(job.id))?.trouble).toBeUndefined();
  });

  test('nothing is kept, and nothing is told of jobs that ended', async () => {
    const { queue, until, work } = world;
    work(async () => ({ rows: 1 }));
    const { id } = await queue.submit('count', { rows: 1 }, ME);
    await until(id, 'completed');
    away = true;
    for (const call of [
      () => queue.submit('count', { rows: 1 }, ME),
      () => queue.get(id),
      () => queue.cancel(id),
      () => queue.list({ limit: 1 }),
      () => queue.findRepeated('count', ME, 'k'),
    ])
      await expect(call()).rejects.toThrow(QueueError);
    away = false;
    expect(await queue.list({ limit: 10 })).toMatchObject({ total: 1 });
  });
}
