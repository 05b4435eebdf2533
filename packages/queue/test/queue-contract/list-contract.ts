import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { FinalFailure, RetryableFailure } from '../../src/job-failures.ts';
import { ME } from './jobs.ts';
import type { QueueWorld } from './queue-world.ts';

type Queue = QueueWorld['queue'];

async function submitInOrder(queue: Queue): Promise<string[]> {
  const ids: string[] = [];
  for (const [type, org] of [
    ['count', 'o1'],
    ['hasty', 'o2'],
    ['count', 'o2'],
    ['count', 'o1'],
  ] as const) {
    ids.unshift((await queue.submit(type, { rows: ids.length }, { ...ME, org })).id);
    await sleep(5);
  }
  return ids;
}

const idsIn = (queue: Queue) => async (filter: Parameters<Queue['list']>[0]) =>
  (await queue.list(filter)).jobs.map(({ id }) => id);

/** Which jobs the list has, and in which order. */
export function listContract(opened: () => QueueWorld): void {
  test('is by age, the newest first, whatever state the jobs are in', async () => {
    const { queue, until, work } = opened();
    const ids = await submitInOrder(queue);
    const idsOf = idsIn(queue);
    const [newest, middle, other, oldest] = ids as [string, string, string, string];
    // All of one type end, the one of another type does not.
    const taken = work(async ({ type }) => {
      if (type === 'hasty') throw new RetryableFailure('it is away');
      return { rows: 1 };
    });
    for (const id of [newest, oldest]) await until(id, 'completed');
    await taken.stop(5_000);
    expect(await queue.list({ limit: 10 })).toMatchObject({ total: 4 });
    expect(await idsOf({ limit: 10 })).toEqual(ids);
    expect(await idsOf({ limit: 2 })).toEqual([newest, middle]);
    expect(await idsOf({ limit: 10, types: ['hasty'] })).toEqual([other]);
    expect(await queue.list({ limit: 1, org: 'o2' })).toMatchObject({ total: 2 });
    expect(await queue.list({ limit: 1, requestedBy: 'nobody' })).toEqual({ jobs: [], total: 0 });
    const created = Date.parse((await queue.get(other))?.createdAt ?? '');
    expect(await idsOf({ limit: 10, createdFrom: created })).toEqual([newest, middle, other]);
    expect(await idsOf({ limit: 10, createdTo: created })).toEqual([other, oldest]);
    expect(await idsOf({ limit: 10, org: 'o2' })).toEqual([middle, other]);
  });

  test('takes statuses', async () => {
    const { queue, until, work } = opened();
    const ids = await submitInOrder(queue);
    const idsOf = idsIn(queue);
    expect(await idsOf({ limit: 10, statuses: ['queued'] })).toEqual(ids);
    expect(await queue.list({ limit: 10, statuses: ['active', 'failed', 'cancelled'] })).toEqual({
      jobs: [],
      total: 0,
    });
    work(async ({ type }) => {
      if (type === 'hasty') throw new FinalFailure('no');
      return { rows: 1 };
    });
    const [newest, middle, other, oldest] = ids as [string, string, string, string];
    await until(other, 'failed');
    await until(oldest, 'completed');
    await until(newest, 'completed');
    expect(await idsOf({ limit: 10, statuses: ['failed'] })).toEqual([other]);
    expect(await idsOf({ limit: 2, statuses: ['completed'] })).toEqual([newest, middle]);
    expect(await queue.list({ limit: 1, statuses: ['completed'] })).toMatchObject({ total: 3 });
  });
}
