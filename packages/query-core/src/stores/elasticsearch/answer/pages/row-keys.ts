import { DOCUMENT_FIELDS, type FieldName, type FieldType, type SortOrder } from '@achilles/types';
import { compareText } from '../../../../score/order.ts';
import type { FieldPaths } from '../../query/compile-predicate.ts';
import type { Query } from '../../query/query.ts';
import type { SortValue } from '../group-reader.ts';

/** One thing that rows are sorted by; missing values come last either way. */
export interface RowKey {
  readonly field: FieldName;
  readonly direction: SortOrder;
}

/** What decides among rows that are equal in what they are sorted by (CONTRACT section 4, Pages). */
const TIES: readonly RowKey[] = [
  { field: 'event_time', direction: 'desc' },
  { field: 'test_uuid', direction: 'asc' },
  { field: 'hostname', direction: 'asc' },
  { field: 'org', direction: 'asc' },
];

/** Everything that rows are sorted by; null where ties alone decide. */
export const rowKeys = (by: RowKey | null): readonly RowKey[] =>
  by === null ? TIES : [by, ...TIES.filter(({ field }) => field !== by.field)];

/** Indices may map a field as numbers of different types, which sort together as one of them. */
const TYPES: Record<Exclude<FieldType, 'boolean'>, Query> = {
  keyword: { unmapped_type: 'keyword' },
  keywords: { unmapped_type: 'keyword' },
  integer: { unmapped_type: 'long', numeric_type: 'long' },
  float: { unmapped_type: 'double', numeric_type: 'double' },
  date: { unmapped_type: 'date' },
};

/** The sort of a search; its last key is the order that a point in time has by itself. */
export function sortBy(keys: readonly RowKey[], paths: FieldPaths): Query[] {
  const sort = keys.map(({ field, direction }): Query => {
    const { type } = DOCUMENT_FIELDS[field];
    if (type === 'boolean') throw new Error('booleans are told apart by queries');
    return { [paths(field)]: { order: direction, missing: '_last', ...TYPES[type] } };
  });
  return [...sort, { _shard_doc: { order: 'asc' } }];
}

function compareValues(a: SortValue, b: SortValue, direction: SortOrder): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order = typeof a === 'string' ? compareText(a, String(b)) : a - Number(b);
  return direction === 'asc' ? order : -order;
}

/** Compares the sort values of rows of different groups, as their searches do within one. */
export function compareSorts(
  a: readonly SortValue[],
  b: readonly SortValue[],
  keys: readonly RowKey[],
): number {
  for (const [i, { direction }] of keys.entries()) {
    const order = compareValues(a[i] ?? null, b[i] ?? null, direction);
    if (order !== 0) return order;
  }
  return 0;
}
