import { describe, expect, test } from 'vitest';
import { formatInstant, INTERVALS, ZoneCalendar } from '../src/index.ts';

const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(text);
const startsFrom = (
  zone: string,
  interval: (typeof INTERVALS)[number],
  from: string,
  count: number,
): string[] => {
  const calendar = new ZoneCalendar(zone);
  let start = calendar.startOf(interval, at(from));
  return Array.from({ length: count }, () => {
    const text = formatInstant(start);
    start = calendar.next(interval, start);
    return text;
  });
};

describe('units of a zone', () => {
  test('a day of 23 and one of 25 hours', () => {
    const spring = startsFrom('Europe/Berlin', 'day', '2026-03-29T10:00:00Z', 2).map(at);
    const autumn = startsFrom('Europe/Berlin', 'day', '2026-10-25T10:00:00Z', 2).map(at);
    expect(((spring[1] ?? 0) - (spring[0] ?? 0)) / HOUR).toBe(23);
    expect(((autumn[1] ?? 0) - (autumn[0] ?? 0)) / HOUR).toBe(25);
  });

  test('a midnight that is skipped, and one that comes twice', () => {
    expect(startsFrom('America/Havana', 'day', '2026-03-07T12:00:00Z', 3)).toEqual([
      '2026-03-07T05:00:00.000Z',
      '2026-03-08T05:00:00.000Z',
      '2026-03-09T04:00:00.000Z',
    ]);
    expect(startsFrom('America/Havana', 'day', '2026-11-01T12:00:00Z', 2)).toEqual([
      '2026-11-01T04:00:00.000Z',
      '2026-11-02T05:00:00.000Z',
    ]);
  });

  test('hours of a zone of :45 and of one whose clocks move by half an hour', () => {
    expect(startsFrom('Asia/Kathmandu', 'hour', '2026-04-23T10:20:00Z', 2)).toEqual([
      '2026-04-23T10:15:00.000Z',
      '2026-04-23T11:15:00.000Z',
    ]);
    expect(startsFrom('Australia/Lord_Howe', 'hour', '2026-04-04T14:10:00Z', 3)).toEqual([
      '2026-04-04T14:00:00.000Z',
      '2026-04-04T15:30:00.000Z',
      '2026-04-04T16:30:00.000Z',
    ]);
  });

  test('an hour whose beginning is skipped begins at the jump', () => {
    expect(startsFrom('Australia/Lord_Howe', 'hour', '2026-10-03T15:00:00Z', 3)).toEqual([
      '2026-10-03T14:30:00.000Z',
      '2026-10-03T15:30:00.000Z',
      '2026-10-03T16:00:00.000Z',
    ]);
  });

  test('a date that the zone skipped has no day', () => {
    expect(startsFrom('Pacific/Apia', 'day', '2011-12-29T12:00:00Z', 2)).toEqual([
      '2011-12-29T10:00:00.000Z',
      '2011-12-30T10:00:00.000Z',
    ]);
  });

  test('weeks begin on Monday, quarters and years on their first day', () => {
    expect(startsFrom('UTC', 'week', '2026-04-26T23:59:59Z', 1)).toEqual(['2026-04-20T00:00:00.000Z']);
    expect(startsFrom('UTC', 'quarter', '2026-05-15T00:00:00Z', 2)).toEqual([
      '2026-04-01T00:00:00.000Z',
      '2026-07-01T00:00:00.000Z',
    ]);
    expect(startsFrom('UTC', 'year', '2024-02-29T00:00:00Z', 2)).toEqual([
      '2024-01-01T00:00:00.000Z',
      '2025-01-01T00:00:00.000Z',
    ]);
  });
});

describe.each([
  'UTC',
  'Europe/Berlin',
  'America/Havana',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
])('what holds of every unit in %s', (zone) => {
  const calendar = new ZoneCalendar(zone);
  test.each(INTERVALS)('each %s holds its instants and ends where the next begins', (interval) => {
    for (let i = 0; i < 400; i++) {
      const instant = at('2026-01-01T00:17:31.007Z') + i * 7_919 * 3_001;
      const start = calendar.startOf(interval, instant);
      const end = calendar.next(interval, start);
      expect(start).toBeLessThanOrEqual(instant);
      expect(end).toBeGreaterThan(instant);
      expect(calendar.startOf(interval, start)).toBe(start);
      expect(calendar.startOf(interval, end - 1)).toBe(start);
      expect(calendar.startOf(interval, end)).toBe(end);
    }
  });
});
