import { randomUUID } from 'node:crypto';
import { BullJobQueue, type QueueBackend, RedisBackend } from '@achilles/queue';
import type {} from '@achilles/testkit';
import { JOBS, type JobRecord, type JobRecords } from '@achilles/types';
import { MemoryJobRecords } from '@achilles/types/testing';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { RetentionKeeper, retentionJobId } from '../src/retention/retention-keeper.ts';

const MINUTE = 60_000;
const schedule = { days: 30, cron: '0 3 * * *', timezone: 'UTC', dropEmpty: false };
const at = (text: string) => Date.parse(text);

let backend: QueueBackend;
let records: JobRecords;
let warned: string[];
beforeEach(() => {
  warned = [];
  backend = new RedisBackend({
    url: inject('redisUrl'),
    prefix: `test-${randomUUID()}`,
    onError: () => undefined,
  });
  records = new MemoryJobRecords();
});
afterEach(() => backend.close());

const log = pino({ level: 'warn' }, { write: (text: string) => void warned.push(JSON.parse(text).msg) });

/** A worker's keeper at a clock that the test sets. */
function keeper(start: string, cron = schedule.cron) {
  const time = { now: at(start) };
  const clock = () => time.now;
  const queue = new BullJobQueue(backend, JOBS, records, clock);
  return { time, kept: new RetentionKeeper({ schedule: { ...schedule, cron }, queue, records, log, clock }) };
}

async function payloads(): Promise<unknown[]> {
  const { records: kept } = await records.list({ types: ['retention'], limit: 100 });
  return kept.map(({ payload }) => payload).toReversed();
}
/** The payload of a run; `missed` are how many it makes up for, the first and the last of them. */
const due = (text: string, missed?: readonly [number, string, string], cron = schedule.cron) => ({
  ...schedule,
  cron,
  scheduledFor: at(text),
  missed: missed !== undefined,
  ...(missed !== undefined && {
    missedRuns: { count: missed[0], first: `${missed[1]}:00.000Z`, last: `${missed[2]}:00.000Z` },
  }),
});
const WARNING =
  'runs of the retention were missed while no worker ran; one that makes up for them begins now';

/** Has the run of a tick end as it is told to. */
const end = (tick: string, how: Partial<JobRecord>) =>
  records.change(retentionJobId(at(tick)), (record) => ({ ...record, ...how }));

test('when first configured there is nothing to catch up with', async () => {
  const { kept } = keeper('2026-05-02T12:00:00Z');
  expect(kept.state.text).toBe('next run at 2026-05-03 03:00 (0 3 * * *, times in UTC)');
  await kept.look();
  expect(await payloads()).toEqual([]);
  expect(kept.state).toEqual({
    text: 'next run at 2026-05-03 03:00; no run is on record (0 3 * * *, times in UTC)',
    fault: null,
  });
});

test('any number of workers make one job at each tick', async () => {
  const workers = [
    keeper('2026-05-02T12:00:00Z'),
    keeper('2026-05-02T13:00:00Z'),
    keeper('2026-05-02T14:00:00Z'),
  ];
  const look = (text: string) =>
    Promise.all(
      workers.map(async ({ time, kept }) => {
        time.now = at(text);
        await kept.look();
        await kept.look();
      }),
    );
  await look('2026-05-03T02:59:59.999Z');
  expect(await payloads()).toEqual([]);
  await look('2026-05-03T03:00:00Z');
  await look('2026-05-03T03:00:30Z');
  expect(await payloads()).toEqual([due('2026-05-03T03:00:00Z')]);
  await look('2026-05-04T03:00:29Z');
  expect(await payloads()).toEqual([due('2026-05-03T03:00:00Z'), due('2026-05-04T03:00:00Z')]);
  expect(warned).toEqual([]);
});

test('ticks at which no worker was there are missed: one job makes up for all of them, and tells which', async () => {
  const first = keeper('2026-05-02T12:00:00Z');
  first.time.now = at('2026-05-03T03:00:10Z');
  await first.kept.look();
  await end('2026-05-03T03:00:00Z', { status: 'completed', finishedAt: 0 });
  const workers = [keeper('2026-05-05T09:00:00Z'), keeper('2026-05-05T09:00:00Z')];
  await Promise.all(workers.map(({ kept }) => kept.look()));
  await Promise.all(workers.map(({ kept }) => kept.look()));
  const missed = [2, '2026-05-04T03:00', '2026-05-05T03:00'] as const;
  expect(await payloads()).toEqual([due('2026-05-03T03:00:00Z'), due('2026-05-05T03:00:00Z', missed)]);
  expect(warned[0]).toBe(WARNING);
  const told =
    '2 runs were missed while no worker ran: 2026-05-04 03:00 and 2026-05-05 03:00, made up for at';
  for (const { kept } of workers) expect(kept.state.text).toContain(`${told} 2026-05-05 09:00`);
  const [next] = workers;
  if (next === undefined) throw new Error('there are two workers');
  next.time.now = at('2026-05-06T03:00:20Z');
  await next.kept.look();
  expect((await payloads()).at(-1)).toEqual(due('2026-05-06T03:00:00Z'));
  expect(next.kept.state.text).toContain(told);
});

test('a start right after a tick is punctual for that one, and tells of those before', async () => {
  const first = keeper('2026-05-02T12:00:00Z');
  first.time.now = at('2026-05-03T03:00:10Z');
  await first.kept.look();
  const back = keeper('2026-05-06T03:00:20Z');
  await back.kept.look();
  const missed = [2, '2026-05-04T03:00', '2026-05-05T03:00'] as const;
  expect((await payloads()).at(-1)).toEqual(due('2026-05-06T03:00:00Z', missed));
  expect(warned).toEqual([WARNING]);
});

test('a tick between two others is missed where it has no job, however short the time between them is', async () => {
  const cron = '* * * * *';
  const first = keeper('2026-05-02T12:00:30Z', cron);
  first.time.now = at('2026-05-02T12:01:05Z');
  await first.kept.look();
  const back = keeper('2026-05-02T12:03:20Z', cron);
  await back.kept.look();
  const [, made] = await payloads();
  expect(made).toEqual(due('2026-05-02T12:03:00Z', [1, '2026-05-02T12:02', '2026-05-02T12:02'], cron));
  expect(back.kept.state.text).toContain(
    '1 run was missed while no worker ran: 2026-05-02 12:02, made up for at 2026-05-02 12:03',
  );
  const days = keeper('2026-05-04T12:00:10Z', cron);
  await days.kept.look();
  expect((await payloads()).at(-1)).toEqual(
    due('2026-05-04T12:00:00Z', [1_000, '2026-05-02T12:04', '2026-05-04T11:59'], cron),
  );
});

test('a worker that was there and could not ask makes a late job as missed', async () => {
  const { time, kept } = keeper('2026-05-02T12:00:00Z');
  time.now = at('2026-05-03T03:00:00Z') + MINUTE + 1;
  await kept.look();
  const missed = [1, '2026-05-03T03:00', '2026-05-03T03:00'] as const;
  expect(await payloads()).toEqual([due('2026-05-03T03:00:00Z', missed)]);
});

test('a start right after a tick is not late', async () => {
  const first = keeper('2026-05-02T12:00:00Z');
  first.time.now = at('2026-05-03T03:00:10Z');
  await first.kept.look();
  const restarted = keeper('2026-05-04T03:00:50Z');
  await restarted.kept.look();
  expect((await payloads()).at(-1)).toEqual(due('2026-05-04T03:00:00Z'));
  expect(warned).toEqual([]);
});

test('another cron has missed nothing from before it was set', async () => {
  const first = keeper('2026-05-02T12:00:00Z');
  first.time.now = at('2026-05-03T03:00:10Z');
  await first.kept.look();
  const changed = keeper('2026-05-03T12:00:30Z', '0 * * * *');
  await changed.kept.look();
  expect(await payloads()).toEqual([due('2026-05-03T03:00:00Z')]);
  changed.time.now = at('2026-05-03T13:00:20Z');
  await changed.kept.look();
  expect((await payloads()).at(-1)).toEqual(due('2026-05-03T13:00:00Z', undefined, '0 * * * *'));
  expect(warned).toEqual([]);
});

test('a job of a version that kept no schedule in it is one of the same schedule', async () => {
  const { time, kept } = keeper('2026-05-02T12:00:00Z');
  time.now = at('2026-05-03T03:00:10Z');
  await kept.look();
  await end('2026-05-03T03:00:00Z', {
    payload: { days: 30, scheduledFor: at('2026-05-03T03:00:00Z'), missed: true },
  });
  const back = keeper('2026-05-04T03:05:00Z');
  await back.kept.look();
  const missed = [1, '2026-05-04T03:00', '2026-05-04T03:00'] as const;
  expect((await payloads()).at(-1)).toEqual(due('2026-05-04T03:00:00Z', missed));
});

describe('the state of a schedule', () => {
  const TICK = '2026-05-03T03:00:00Z';
  const finishedAt = at('2026-05-03T03:04:00Z');

  async function stateWith(how: Partial<JobRecord>) {
    const { time, kept } = keeper('2026-05-02T12:00:00Z');
    time.now = at('2026-05-03T03:00:10Z');
    await kept.look();
    await end(TICK, how);
    time.now = at('2026-05-03T03:00:40Z');
    await kept.look();
    const { text, fault } = kept.state;
    return { text: text.split('; ').slice(1).join('; '), fault };
  }
  const zone = ' (0 3 * * *, times in UTC)';

  test('tells how many rows the last run archived', async () => {
    const result = { archived: 1_200, skipped: 3, droppedIndices: ['a'] };
    expect(await stateWith({ status: 'completed', finishedAt, result })).toEqual({
      text: `that of 2026-05-03 03:00 completed at 2026-05-03 03:04, 1,200 rows archived, 3 rows skipped, 1 empty index dropped${zone}`,
      fault: null,
    });
  });

  test('tells why the last run failed, as a fault', async () => {
    const told =
      'that of 2026-05-03 03:00 failed at 2026-05-03 03:04, 1 row archived: index x takes no writes';
    const error = 'index x takes no writes';
    expect(await stateWith({ status: 'failed', finishedAt, error, result: { archived: 1 } })).toEqual({
      text: told + zone,
      fault: `retention: ${told}`,
    });
  });

  test('tells what is waited for, and how far a run is', async () => {
    expect(await stateWith({})).toEqual({
      text: `that of 2026-05-03 03:00 waits for a worker${zone}`,
      fault: null,
    });
    const trouble = { since: at(TICK), failures: 2, reason: 'the data store is not available' };
    const told =
      'that of 2026-05-03 03:00 is tried again since 2026-05-03 03:00: the data store is not available';
    expect(await stateWith({ trouble })).toEqual({ text: told + zone, fault: `retention: ${told}` });
    const progress = { phase: 'archiving', done: 5, total: 9_000 };
    expect((await stateWith({ status: 'active', trouble, progress })).text).toBe(
      `that of 2026-05-03 03:00 is under way, 5 of 9,000 rows${zone}`,
    );
  });
});

test('the id of a job is that of its tick alone', () => {
  expect(retentionJobId(at('2026-05-03T03:00:00Z'))).toMatch(/^retention-[0-9a-f]{32}$/);
  expect(retentionJobId(1)).toBe(retentionJobId(1));
  expect(retentionJobId(1)).not.toBe(retentionJobId(2));
});
