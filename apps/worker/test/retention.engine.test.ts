import { randomUUID } from 'node:crypto';
import { BullJobQueue, type QueueBackend, RedisBackend } from '@achilles/queue';
import type {} from '@achilles/testkit';
import { JOBS, type JobRecords } from '@achilles/types';
import { MemoryJobRecords } from '@achilles/types/testing';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { RetentionKeeper, retentionJobId } from '../src/retention/retention-keeper.ts';

const MINUTE = 60_000;
const schedule = { days: 30, cron: '0 3 * * *', timezone: 'UTC' };
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
  return { time, kept: new RetentionKeeper({ schedule: { ...schedule, cron }, queue, log, clock }) };
}

async function payloads(): Promise<unknown[]> {
  const { records: kept } = await records.list({ types: ['retention'], limit: 100 });
  return kept.map(({ payload }) => payload).toReversed();
}
const due = (text: string, missed = false) => ({ days: 30, scheduledFor: at(text), missed });

test('when first configured there is nothing to catch up with', async () => {
  const { kept } = keeper('2026-05-02T12:00:00Z');
  await kept.look();
  expect(await payloads()).toEqual([]);
  expect(kept.state).toBe('next at 2026-05-03T03:00:00.000Z');
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

test('a tick at which no worker was there is missed: its job is made later, and that is told', async () => {
  const first = keeper('2026-05-02T12:00:00Z');
  first.time.now = at('2026-05-03T03:00:10Z');
  await first.kept.look();
  // Nobody is there for two ticks: what the last one leaves is what both would have left.
  const next = keeper('2026-05-05T09:00:00Z');
  await next.kept.look();
  await next.kept.look();
  expect(await payloads()).toEqual([due('2026-05-03T03:00:00Z'), due('2026-05-05T03:00:00Z', true)]);
  expect(warned).toEqual(['retention was missed, because no worker was there; it begins now']);
  expect(next.kept.state).toBe(
    'next at 2026-05-06T03:00:00.000Z; that of 2026-05-05T03:00:00.000Z was missed and made later',
  );
  next.time.now = at('2026-05-06T03:00:20Z');
  await next.kept.look();
  expect((await payloads()).at(-1)).toEqual(due('2026-05-06T03:00:00Z'));
});

test('a worker that was there and could not ask makes a late job as missed', async () => {
  const { time, kept } = keeper('2026-05-02T12:00:00Z');
  time.now = at('2026-05-03T03:00:00Z') + MINUTE + 1;
  await kept.look();
  expect(await payloads()).toEqual([due('2026-05-03T03:00:00Z', true)]);
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

test('another cron does not make up for a tick before the last job', async () => {
  const first = keeper('2026-05-02T12:00:00Z');
  first.time.now = at('2026-05-03T03:00:10Z');
  await first.kept.look();
  const changed = keeper('2026-05-03T12:00:00Z', '0 22 * * *');
  await changed.kept.look();
  expect(await payloads()).toEqual([due('2026-05-03T03:00:00Z')]);
  changed.time.now = at('2026-05-03T22:00:20Z');
  await changed.kept.look();
  expect((await payloads()).at(-1)).toEqual(due('2026-05-03T22:00:00Z'));
});

test('the id of a job is that of its tick alone', () => {
  expect(retentionJobId(at('2026-05-03T03:00:00Z'))).toMatch(/^retention-[0-9a-f]{32}$/);
  expect(retentionJobId(1)).toBe(retentionJobId(1));
  expect(retentionJobId(1)).not.toBe(retentionJobId(2));
});
