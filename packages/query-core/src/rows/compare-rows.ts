import type { ExecutionRow, SortField } from '@achilles/types';
import type { RowOrder } from '../plan/pages.ts';
import { compareText } from '../score/compare-text.ts';
import { compareValues } from './compare-values.ts';

const TIES: readonly RowOrder[] = [
  { field: 'event_time', direction: 'desc' },
  { field: 'test_uuid', direction: 'asc' },
  { field: 'hostname', direction: 'asc' },
  { field: 'org', direction: 'asc' },
];

/**
 * Compares rows (CONTRACT section 4, Pages): by the field; then time descending, test uuid, hostname and organization,
 * missing ones last; then by index and id.
 */
export function compareRows(order: RowOrder): (a: ExecutionRow, b: ExecutionRow) => number {
  const levels = [order, ...TIES].map(
    ({ field, direction }): [SortField, ReturnType<typeof compareValues>] => [
      field,
      compareValues(field, direction),
    ],
  );
  return (a, b) => {
    for (const [field, compare] of levels) {
      const difference = compare(a.execution[field], b.execution[field]);
      if (difference !== 0) return difference;
    }
    return compareText(a.index, b.index) || compareText(a.id, b.id);
  };
}
