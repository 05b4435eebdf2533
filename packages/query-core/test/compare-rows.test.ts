import { type Execution, type ExecutionRow, readExecution, type SortField } from '@achilles/types';
import { expect, test } from 'vitest';
import { compareRows } from '../src/rows/compare-rows.ts';
import { compareValues, type SortValue } from '../src/rows/compare-values.ts';

const BASE = readExecution({
  'routing.event_time': 0,
  'f0rtika.test_uuid': 'u',
  'f0rtika.test_name': 'T',
}).execution;

function row(id: string, fields: Partial<Execution>): ExecutionRow {
  return { index: 'i', id, execution: { ...(BASE as Execution), ...fields } };
}

test.each<[SortField, 'asc' | 'desc', SortValue[]]>([
  ['hostname', 'asc', ['', 'A', 'a', '\uFFFD', '\u{1F980}', null]],
  ['hostname', 'desc', ['\u{1F980}', '\uFFFD', 'a', 'A', '', null]],
  ['severity', 'desc', ['critical', 'high', 'medium', 'low', 'info', 'A', 'Z', null]],
  ['severity', 'asc', ['Z', 'A', 'info', 'low', 'medium', 'high', 'critical', null]],
  ['error_code', 'asc', [-1, 0, 9, 101, null]],
  ['score', 'desc', [10, 9.5, 0, null]],
  ['is_protected', 'asc', [false, true]],
])('%s %s', (field, direction, ordered) => {
  expect(ordered.toReversed().sort(compareValues(field, direction))).toEqual(ordered);
});

test('rows that are equal in a field come by time descending, then test, host and organization, missing ones last', () => {
  const ordered = [
    row('a', { severity: 'low', event_time: 2, test_uuid: 'v' }),
    row('b', { severity: 'low', event_time: 1, hostname: 'h', org: 'o' }),
    row('c', { severity: 'low', event_time: 1, hostname: 'h' }),
    row('d', { severity: 'low', event_time: 1, org: 'o' }),
    row('e', { severity: 'low', event_time: 1 }),
    row('f', { severity: 'low', event_time: 1 }),
    row('g', { severity: 'low', event_time: 1, test_uuid: 'v', hostname: 'h' }),
    row('h', { event_time: 9 }),
  ];
  for (const direction of ['asc', 'desc'] as const)
    expect(ordered.toReversed().sort(compareRows({ field: 'severity', direction }))).toEqual(ordered);
});
