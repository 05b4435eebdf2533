import { describe, expect, test } from 'vitest';
import { groupKey, readGroupKey, writeGroupKey } from '../src/plan/group-key.ts';

const ROW = { is_bundle_control: true, bundle_id: 'b', test_uuid: 'u', hostname: 'h', event_time: 5 };

describe('a group’s key', () => {
  test('has the bundle of a control, else the test', () => {
    expect(groupKey(ROW)).toBe('bundle::b::h::5');
    expect(groupKey({ ...ROW, is_bundle_control: false })).toBe('standalone::u::h::5');
    expect(groupKey({ ...ROW, bundle_id: null, hostname: null })).toBe('standalone::u::::5');
  });

  test('is read back as all that it may be made of', () => {
    expect(readGroupKey('bundle::b::h::5')).toEqual([{ kind: 'bundle', id: 'b', hostname: 'h', time: 5 }]);
    expect(readGroupKey('standalone::u::b::h::-5')).toEqual([
      { kind: 'standalone', id: 'u', hostname: 'b::h', time: -5 },
      { kind: 'standalone', id: 'u::b', hostname: 'h', time: -5 },
    ]);
  });

  test('reads an empty host as a missing one too', () => {
    const hosts = readGroupKey('standalone::u::::5').map(({ id, hostname }) => [id, hostname]);
    expect(hosts).toEqual([
      ['u', ''],
      ['u', null],
    ]);
  });

  test.each([
    ['bundle', ':', ':'],
    ['bundle', '', '::'],
    ['standalone', 'a:', ':b'],
    ['standalone', '::', null],
  ] as const)('%s with id %j and host %j is among what its key is read as', (kind, id, hostname) => {
    const parts = { kind, id, hostname, time: 0 };
    const read = readGroupKey(writeGroupKey(parts));
    expect(read).toContainEqual(parts);
    for (const other of read) expect(writeGroupKey(other)).toBe(writeGroupKey(parts));
  });
});
