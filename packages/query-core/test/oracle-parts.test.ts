import { describe, expect, it } from 'vitest';
import { compareUtf8 } from '../testing/oracle/compare-utf8.ts';
import { errorNameOf } from '../testing/oracle/exit-codes.ts';
import { readRow } from '../testing/oracle/oracle-row.ts';
import { parseList } from '../testing/oracle/parse-list.ts';
import { compareScoresDescending, percentage } from '../testing/oracle/percentage.ts';

describe('the parts of the oracle', () => {
  it('rounds half up from the exact fraction', () => {
    expect(percentage(23, 160)).toBe(14.38);
    expect(percentage(1, 32)).toBe(3.13);
    expect(percentage(1, 3)).toBe(33.33);
    expect(percentage(2, 3)).toBe(66.67);
    expect(percentage(7, 7)).toBe(100);
    expect(percentage(0, 0)).toBe(0);
  });

  it('orders scores by their exact fractions', () => {
    const better = { protected: 3333, detected: 0, unprotected: 6667, count: 10_000 };
    const best = { protected: 1, detected: 0, unprotected: 2, count: 3 };
    expect(percentage(better.protected, better.count)).toBe(percentage(best.protected, best.count));
    expect([better, best].sort(compareScoresDescending)).toEqual([best, better]);
  });

  it('orders keys by UTF-8 bytes', () => {
    const keys = ['\u{1F600}', '\u{E000}', '\u{FFFD}', 'z', 'Z', '', 'é'];
    expect(keys.sort(compareUtf8)).toEqual(['', 'Z', 'z', 'é', '\u{E000}', '\u{FFFD}', '\u{1F600}']);
  });

  it('reads lists with escapes', () => {
    expect(parseList(' a , b,,')).toEqual(['a', 'b']);
    expect(parseList('x\\, y')).toEqual(['x, y']);
    expect(parseList('back\\slash,end\\\\,c')).toEqual(['back\\slash', 'end\\', 'c']);
    expect(parseList('\\\\\\,')).toEqual(['\\,']);
    expect(parseList('lone\\')).toEqual(['lone\\']);
    expect(parseList(' ,, ')).toEqual([]);
  });

  it('names codes', () => {
    expect(errorNameOf(101, 'Wrong')).toBe('Unprotected');
    expect(errorNameOf(42, 'Stored')).toBe('Stored');
    expect(errorNameOf(-1, null)).toBe('Unknown (-1)');
    expect(errorNameOf(null, 'Stored')).toBe('Stored');
    expect(errorNameOf(null, null)).toBe('Unknown');
  });

  it('reads nested, dotted and mixed sources the same', () => {
    const time = '2026-04-20T10:00:00Z';
    const nested = {
      routing: { event_time: time, oid: 'o' },
      f0rtika: { test_uuid: 'u', test_name: 'n', techniques: ['a', 'a'] },
      event: { ERROR: 101 },
    };
    const dotted = {
      'routing.event_time': time,
      'routing.oid': 'o',
      'f0rtika.test_uuid': 'u',
      'f0rtika.test_name': 'n',
      'f0rtika.techniques': 'a',
      'event.ERROR': 101,
    };
    const mixed = {
      routing: { event_time: time },
      'routing.oid': 'o',
      f0rtika: { test_uuid: 'u', techniques: ['a'] },
      'f0rtika.test_name': 'n',
      'event.ERROR': 101,
    };
    const rows = [nested, dotted, mixed].map((source) => readRow({ index: 'i', id: 'd', source }));
    expect(rows[0]).toMatchObject({ time: Date.parse(time), org: 'o', hostname: null, techniques: ['a'] });
    expect(rows[1]).toEqual(rows[0]);
    expect(rows[2]).toEqual(rows[0]);
  });
});
