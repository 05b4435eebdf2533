import { expect, test } from 'vitest';
import { readArchiveConfig } from '../src/read-archive-config.ts';
import { cronProblem, lastTick, nextTick } from '../src/retention/retention-schedule.ts';

test('nothing is archived by itself, and at any speed, unless it is said', () => {
  expect(readArchiveConfig({})).toEqual({ archiveRowsPerSecond: null, retention: null });
  expect(readArchiveConfig({ RETENTION_DAYS: '90', ARCHIVE_ROWS_PER_SECOND: '2000' })).toEqual({
    archiveRowsPerSecond: 2_000,
    retention: { days: 90, cron: '0 3 * * *', timezone: 'UTC', dropEmpty: false },
  });
  const given = {
    RETENTION_DAYS: '1',
    RETENTION_CRON: '*/5 * * * 1-5',
    RETENTION_TIMEZONE: 'Asia/Kolkata',
    RETENTION_DROP_EMPTY: 'true',
  };
  expect(readArchiveConfig(given).retention).toEqual({
    days: 1,
    cron: '*/5 * * * 1-5',
    timezone: 'Asia/Kolkata',
    dropEmpty: true,
  });
});

test.each([
  [{ RETENTION_DAYS: '0' }, 'RETENTION_DAYS must be a whole number from 1'],
  [{ RETENTION_DAYS: '-5' }, 'RETENTION_DAYS must be a whole number from 1 to 36500'],
  [{ RETENTION_DAYS: '36501' }, 'RETENTION_DAYS must be a whole number from 1 to 36500'],
  [{ RETENTION_DAYS: 'x' }, 'RETENTION_DAYS must be a whole number from 1 to 36500'],
  [{ ARCHIVE_ROWS_PER_SECOND: '-1' }, 'ARCHIVE_ROWS_PER_SECOND must be a whole number from 1 to 1000000000'],
  [{ ARCHIVE_ROWS_PER_SECOND: '0' }, 'ARCHIVE_ROWS_PER_SECOND must be a whole number from 1'],
  [{ RETENTION_DAYS: '1', RETENTION_CRON: '0 25 * * *' }, "RETENTION_CRON '0 25 * * *' is no cron"],
  [{ RETENTION_DAYS: '1', RETENTION_CRON: '0 3' }, 'it has not five fields'],
  [{ RETENTION_DAYS: '1', RETENTION_TIMEZONE: 'Mars/Base' }, 'RETENTION_TIMEZONE must be an IANA time zone'],
  [{ RETENTION_CRON: '0 3 * * *' }, 'RETENTION_DAYS must say what'],
  [{ RETENTION_DROP_EMPTY: 'true' }, 'RETENTION_DAYS must say what'],
  [{ RETENTION_DAYS: '1', RETENTION_DROP_EMPTY: 'yes' }, 'RETENTION_DROP_EMPTY must be true or false'],
])('%j is refused in words', (variables, message) => {
  expect(() => readArchiveConfig(variables)).toThrow(message);
});

test('a cron that never comes is none', () => {
  expect(cronProblem('0 0 31 2 *')).not.toBeNull();
});

test('ticks are those of the zone, a tick itself included', () => {
  const times = { cron: '30 2 * * *', timezone: 'Europe/Paris' };
  const tick = Date.parse('2026-06-01T00:30:00Z');
  expect(lastTick(times, tick)).toBe(tick);
  expect(lastTick(times, tick - 1)).toBe(Date.parse('2026-05-31T00:30:00Z'));
  expect(nextTick(times, tick)).toBe(Date.parse('2026-06-02T00:30:00Z'));
  expect(nextTick(times, tick - 1)).toBe(tick);
});
