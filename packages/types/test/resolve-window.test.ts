import { describe, expect, test } from 'vitest';
import { ApiError, formatInstant, resolveWindow } from '../src/index.ts';

const NOW = Date.parse('2026-04-23T10:37:25.123Z');

function windowOf(from?: string, to?: string, timezone = 'UTC'): string {
  const window = resolveWindow({ from, to, timezone }, NOW);
  const side = (instant: number | null) => (instant === null ? '..' : formatInstant(instant));
  return `${side(window.from)}/${side(window.to)}`;
}

function refusal(from?: string, to?: string): string {
  try {
    return windowOf(from, to);
  } catch (error) {
    if (error instanceof ApiError && error.status === 400) return error.message;
    throw error;
  }
}

describe('the window of a request', () => {
  test.each([
    ['neither side: the last 7 days', undefined, undefined, '2026-04-16T10:37:25.123Z/..'],
    ['only from', '2026-04-23', undefined, '2026-04-23T00:00:00.000Z/..'],
    ['only to', undefined, '2026-04-23', '../2026-04-23T23:59:59.999Z'],
    ['one day', '2026-04-23', '2026-04-23', '2026-04-23T00:00:00.000Z/2026-04-23T23:59:59.999Z'],
    ['date math', 'now-1M/M', 'now-1d/d', '2026-03-01T00:00:00.000Z/2026-04-22T23:59:59.999Z'],
    ['an anchor', '2026-04-23||+1d/d', '2026-04-30', '2026-04-24T00:00:00.000Z/2026-04-30T23:59:59.999Z'],
    ['a + that arrived as a blank', '2026-04-23T10:00:00 02:00', undefined, '2026-04-23T08:00:00.000Z/..'],
    ['four digits are a year', '2026', undefined, '2026-01-01T00:00:00.000Z/..'],
    ['five digits are milliseconds', '20260', undefined, '1970-01-01T00:00:20.260Z/..'],
  ])('%s', (_, from, to, expected) => {
    expect(windowOf(from, to)).toBe(expected);
  });

  test('the zone holds for times without an offset and for rounding', () => {
    expect(windowOf('2026-03-29', '2026-03-29', 'Europe/Berlin')).toBe(
      '2026-03-28T23:00:00.000Z/2026-03-29T21:59:59.999Z',
    );
    expect(windowOf('2026-03-29T00:00Z', undefined, 'Europe/Berlin')).toBe('2026-03-29T00:00:00.000Z/..');
  });

  test('from may equal to, and not exceed it', () => {
    expect(windowOf('now', 'now')).toBe('2026-04-23T10:37:25.123Z/2026-04-23T10:37:25.123Z');
    expect(refusal('2026-04-24', '2026-04-23')).toBe("from '2026-04-24' is after to '2026-04-23'");
  });

  test.each([
    'yesterday',
    'now-1q',
    'now-',
    '2026-02-30',
    '2026-04-23T25:00',
    '1e12',
    'now+1d/x',
    '99999999999999999999',
  ])('%s is refused by name and value', (value) => {
    expect(refusal(value)).toContain(`from '${value}' is not a time: `);
  });
});
