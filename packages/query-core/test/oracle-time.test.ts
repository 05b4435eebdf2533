import { describe, expect, it } from 'vitest';
import { startOf, startOfNext } from '../testing/oracle/calendar.ts';
import { resolveTime } from '../testing/oracle/resolve-time.ts';

const now = Date.parse('2026-04-23T12:34:56.789Z');

function resolve(text: string, roundUp: boolean, zone = 'UTC'): string | null {
  const time = resolveTime(text, { now, zone, roundUp });
  return time === null ? null : new Date(time).toISOString();
}

describe('times of requests', () => {
  it.each([
    ['2026', '2026-01-01T00:00:00.000Z', '2026-01-01T23:59:59.999Z'],
    ['2026-04', '2026-04-01T00:00:00.000Z', '2026-04-01T23:59:59.999Z'],
    ['2026-04-23', '2026-04-23T00:00:00.000Z', '2026-04-23T23:59:59.999Z'],
    ['2026-04-23T10', '2026-04-23T10:00:00.000Z', '2026-04-23T10:59:59.999Z'],
    ['2026-04-23T10:05Z', '2026-04-23T10:05:00.000Z', '2026-04-23T10:05:59.999Z'],
    ['2026-04-23T10:05:07+02:00', '2026-04-23T08:05:07.000Z', '2026-04-23T08:05:07.999Z'],
    ['2026-04-23T10:05:07 0200', '2026-04-23T08:05:07.000Z', '2026-04-23T08:05:07.999Z'],
    ['2026-04-23T10:05:07.1', '2026-04-23T10:05:07.100Z', '2026-04-23T10:05:07.100Z'],
    ['2026-04-23T10:05:07.123999Z', '2026-04-23T10:05:07.123Z', '2026-04-23T10:05:07.123Z'],
    ['1000', '1000-01-01T00:00:00.000Z', '1000-01-01T23:59:59.999Z'],
    ['10000', '1970-01-01T00:00:10.000Z', '1970-01-01T00:00:10.000Z'],
    ['-1', '1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z'],
    ['now', '2026-04-23T12:34:56.789Z', '2026-04-23T12:34:56.789Z'],
    ['now-1d', '2026-04-22T12:34:56.789Z', '2026-04-22T12:34:56.789Z'],
    ['now/d', '2026-04-23T00:00:00.000Z', '2026-04-23T23:59:59.999Z'],
    ['now/w', '2026-04-20T00:00:00.000Z', '2026-04-26T23:59:59.999Z'],
    ['now/m', '2026-04-23T12:34:00.000Z', '2026-04-23T12:34:59.999Z'],
    ['now/H', '2026-04-23T12:00:00.000Z', '2026-04-23T12:59:59.999Z'],
    ['now-1M/M', '2026-03-01T00:00:00.000Z', '2026-03-31T23:59:59.999Z'],
    ['now/y+d', '2026-01-02T00:00:00.000Z', '2027-01-01T23:59:59.999Z'],
    ['2026-01-31||+1M', '2026-02-28T00:00:00.000Z', '2026-02-28T00:00:00.000Z'],
    ['2026-04-23||+1d/d', '2026-04-24T00:00:00.000Z', '2026-04-24T23:59:59.999Z'],
    ['2026-04||/M', '2026-04-01T00:00:00.000Z', '2026-04-30T23:59:59.999Z'],
    ['1000000||+1s', '1970-01-01T00:16:41.000Z', '1970-01-01T00:16:41.000Z'],
  ])('%s', (text, down, up) => {
    expect([resolve(text, false), resolve(text, true)]).toEqual([down, up]);
  });

  it.each([
    ...[
      '',
      'nowhere',
      'now-',
      'now-1',
      'now/2d',
      'now-1x',
      'now||+1d',
      'yesterday',
      '2026-4-3',
      '2026-02-30',
    ],
    ...['2026-13', '12:00', '2026-04-23T24:00', '2026-04-23T10:60', '2026-04-23T10:00+25:00', '1.5', '||+1d'],
  ])('"%s" is no time', (text) => {
    expect(resolve(text, false)).toBeNull();
  });

  it('reads local times, jumped-over ones moved forward, doubled ones as the first', () => {
    expect(resolve('2026-03-08T02:30', false, 'America/New_York')).toBe('2026-03-08T07:30:00.000Z');
    expect(resolve('2025-11-02T01:30', false, 'America/New_York')).toBe('2025-11-02T05:30:00.000Z');
    expect(resolve('2026-03-08', false, 'America/Havana')).toBe('2026-03-08T05:00:00.000Z');
    expect(resolve('2025-11-02', false, 'America/Havana')).toBe('2025-11-02T04:00:00.000Z');
    expect(resolve('2026-02-02', false, 'Asia/Kathmandu')).toBe('2026-02-01T18:15:00.000Z');
  });

  it('adds days on the clock and hours on the time line', () => {
    expect(resolve('2026-03-08T01:30||+1d', false, 'America/New_York')).toBe('2026-03-09T05:30:00.000Z');
    expect(resolve('2026-03-08T01:30||+24h', false, 'America/New_York')).toBe('2026-03-09T06:30:00.000Z');
    // From winter time the doubled hour is reached in winter time.
    expect(resolve('2025-11-03T01:30||-1d', false, 'America/New_York')).toBe('2025-11-02T06:30:00.000Z');
  });

  it('rounds up to the last millisecond of days that are shorter or longer', () => {
    expect(resolve('2026-03-08||/d', true, 'America/New_York')).toBe('2026-03-09T03:59:59.999Z');
    expect(resolve('2025-11-02||/d', true, 'America/Havana')).toBe('2025-11-03T04:59:59.999Z');
    expect(resolve('2026-03-08||/d', true, 'America/Havana')).toBe('2026-03-09T04:59:59.999Z');
  });
});

describe('hours where clocks shift', () => {
  function hoursFrom(first: string, count: number, zone: string): string[] {
    let start = startOf(Date.parse(first), 'hour', zone);
    return Array.from({ length: count }, () => {
      const shown = new Date(start).toISOString();
      start = startOfNext(start, 'hour', zone);
      return shown.slice(11, 16);
    });
  }

  it('are two where an hour is shown twice', () => {
    expect(hoursFrom('2025-11-02T04:59Z', 4, 'America/New_York')).toEqual([
      '04:00',
      '05:00',
      '06:00',
      '07:00',
    ]);
  });

  it('last 90 and 30 minutes where clocks shift by half an hour', () => {
    expect(hoursFrom('2025-04-05T13:59Z', 4, 'Australia/Lord_Howe')).toEqual([
      '13:00',
      '14:00',
      '15:30',
      '16:30',
    ]);
    expect(hoursFrom('2025-10-04T14:29Z', 4, 'Australia/Lord_Howe')).toEqual([
      '13:30',
      '14:30',
      '15:30',
      '16:00',
    ]);
  });
});
