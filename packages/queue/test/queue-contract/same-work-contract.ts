import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { IdempotencyConflict } from '../../src/idempotency-conflict.ts';
import { newJobId } from '../../src/job-id.ts';
import { ME } from './jobs.ts';
import type { QueueWorld } from './queue-world.ts';

const REPEAT = { key: 'my key', fingerprint: 'f1' };

/** What is one job although it is asked for several times. */
export function sameWorkContract(opened: () => QueueWorld): void {
  test('asking again for work that is not finished joins it; afterwards it is new work', async () => {
    const { queue, until, work } = opened();
    const first = await queue.submit('once', { rows: 1 }, ME);
    expect((await queue.submit('once', { rows: 1 }, ME)).id).toBe(first.id);
    expect((await queue.submit('once', { rows: 2 }, ME)).id).not.toBe(first.id);
    work(async () => ({ rows: 1 }));
    await until(first.id, 'completed');
    const again = await queue.submit('once', { rows: 1 }, ME);
    expect(again.id).not.toBe(first.id);
    await until(again.id, 'completed');
  });

  test('submitted under one id by several at once it is one job', async () => {
    const { queue, until, work } = opened();
    const id = newJobId('count');
    const jobs = await Promise.all(
      Array.from({ length: 6 }, (_, rows) => queue.submit('count', { rows }, ME, { id })),
    );
    for (const job of jobs) expect(job.id).toBe(id);
    let runs = 0;
    work(async () => ({ rows: ++runs }));
    await until(id, 'completed');
    expect(await queue.submit('count', { rows: 9 }, ME, { id })).toEqual(await queue.get(id));
    expect(await queue.list({ limit: 10 })).toMatchObject({ total: 1 });
    await sleep(200);
    expect(runs).toBe(1);
  });

  test('a request that is repeated is one job, whoever sends it again at once or later', async () => {
    const { queue, until, work } = opened();
    let runs = 0;
    const jobs = await Promise.all(
      Array.from({ length: 6 }, () => queue.submit('count', { rows: 1 }, ME, { repeat: REPEAT })),
    );
    const [{ id } = { id: '' }] = jobs;
    expect(id).toMatch(/^count-[0-9a-f]{32}$/);
    for (const job of jobs) expect(job.id).toBe(id);
    work(async () => ({ rows: ++runs }));
    await until(id, 'completed');
    const again = await queue.submit('count', { rows: 1 }, ME, { repeat: REPEAT, id: newJobId('count') });
    expect(again).toMatchObject({ id, status: 'completed', result: { rows: 1 } });
    expect(await queue.list({ limit: 10 })).toMatchObject({ total: 1 });
    await sleep(300);
    expect(runs).toBe(1);
  });

  test('a repeated request that is another one is refused; other keys, callers and types are jobs of their own', async () => {
    const { queue } = opened();
    const { id } = await queue.submit('count', { rows: 1 }, ME, { repeat: REPEAT });
    const other = { ...REPEAT, fingerprint: 'f2' };
    const refused = queue.submit('count', { rows: 2 }, ME, { repeat: other });
    await expect(refused).rejects.toThrow(IdempotencyConflict);
    await expect(refused).rejects.toThrow(id);
    const ids = [
      id,
      (await queue.submit('count', { rows: 1 }, ME, { repeat: { ...REPEAT, key: 'another' } })).id,
      (await queue.submit('count', { rows: 1 }, { requestedBy: 'other' }, { repeat: REPEAT })).id,
      (await queue.submit('hasty', { rows: 1 }, ME, { repeat: REPEAT })).id,
    ];
    expect(new Set(ids).size).toBe(4);
  });

  test('a repeated request can be looked for before anything is kept', async () => {
    const { queue } = opened();
    expect(await queue.findRepeated('count', ME, 'my key')).toBeNull();
    const job = await queue.submit('count', { rows: 1 }, ME, { repeat: REPEAT });
    expect(await queue.findRepeated('count', ME, 'my key')).toEqual({ job, fingerprint: 'f1' });
    expect(await queue.findRepeated('count', { requestedBy: 'other' }, 'my key')).toBeNull();
    expect(await queue.findRepeated('hasty', ME, 'my key')).toBeNull();
  });

  test('a repeated request is new after 24 hours, again and again', async () => {
    const world = opened();
    const { queue } = world;
    const ids: string[] = [];
    for (const hours of [0, 24, 48]) {
      world.now = () => Date.now() + hours * 3_600_000;
      expect(await queue.findRepeated('count', ME, 'my key')).toBeNull();
      const { id } = await queue.submit('count', { rows: 1 }, ME, {
        repeat: { ...REPEAT, fingerprint: `f${hours}` },
      });
      ids.push(id);
      world.now = () => Date.now() + hours * 3_600_000 + 23 * 3_600_000;
      expect((await queue.findRepeated('count', ME, 'my key'))?.job.id).toBe(id);
    }
    expect(new Set(ids).size).toBe(3);
  });
}
