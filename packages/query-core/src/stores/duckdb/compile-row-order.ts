import type { SortField, SortOrder } from '@achilles/types';
import type { RowOrder } from '../../plan/pages.ts';
import { SEVERITIES } from '../../score/order.ts';

/** One step of an order; missing values come last whichever way it goes. */
export interface SortKey {
  readonly sql: string;
  readonly direction: 'ASC' | 'DESC';
}

const NEWEST: SortKey = { sql: 'event_time', direction: 'DESC' };
/** A row id does not change while a transaction is open. */
const TIES: readonly SortKey[] = ['test_uuid', 'hostname', 'org', 'rowid'].map((sql) => ({
  sql,
  direction: 'ASC',
}));

const ranks = SEVERITIES.map((severity, rank) => `WHEN '${severity}' THEN '${rank}'`).join(' ');
/** Text that sorts critical to info, then unknown severities A–Z; null where there is none. */
const SEVERITY_RANK = `CASE severity ${ranks} ELSE '${SEVERITIES.length}' || severity END`;

/** Sorts by one field (CONTRACT section 9, Sorting): critical is the highest severity and the first of the ranks. */
export function fieldKey(field: SortField, direction: SortOrder): SortKey {
  if (field === 'severity') return { sql: SEVERITY_RANK, direction: direction === 'desc' ? 'ASC' : 'DESC' };
  return { sql: field, direction: direction === 'desc' ? 'DESC' : 'ASC' };
}

/** The order of rows, in which no two are equal. */
export function rowKeys({ field, direction }: RowOrder): readonly SortKey[] {
  const first = fieldKey(field, direction);
  return field === 'event_time' ? [first, ...TIES] : [first, NEWEST, ...TIES];
}

/** What follows ORDER BY. Text compares by its UTF-8 bytes. */
export const orderBy = (keys: readonly SortKey[]): string =>
  keys.map(({ sql, direction }) => `${sql} ${direction} NULLS LAST`).join(', ');

/** Bytes that compare as the order goes: what comes later has the larger ones. */
export const sortBytes = (keys: readonly SortKey[]): string =>
  `create_sort_key(${keys.map(({ sql, direction }) => `${sql}, '${direction} NULLS LAST'`).join(', ')})`;
