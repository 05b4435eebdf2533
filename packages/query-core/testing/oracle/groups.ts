import { compareUtf8 } from './compare-utf8.ts';
import { isProtectedCode } from './exit-codes.ts';
import type { OracleRow } from './oracle-row.ts';
import { NEWEST_FIRST, type RowOrder, tieClasses } from './row-order.ts';
import { compareByField } from './sort-fields.ts';

const COUNTS = ['totalCount', 'protectedCount', 'unprotectedCount'] as const;
const FIELDS = ['timestamp', 'hostname', 'test_name', 'severity'] as const;

/** What groups are sorted by: a field of the representative, or a count (CONTRACT section 4, Groups). */
export type GroupSort = (typeof FIELDS)[number] | (typeof COUNTS)[number];

const PATHS: Readonly<Record<string, GroupSort>> = {
  'routing.event_time': 'timestamp',
  'routing.hostname': 'hostname',
  'f0rtika.test_name': 'test_name',
  'f0rtika.severity': 'severity',
};

/** Every name and path that groups can be sorted by. */
export const GROUP_SORT_NAMES: readonly string[] = [...FIELDS, ...COUNTS, ...Object.keys(PATHS)];

/** What a name or document path means for groups; null when they can't be sorted by it (CONTRACT section 9). */
export function groupSortOf(name: string): GroupSort | null {
  const known = [...FIELDS, ...COUNTS].find((one) => one === name);
  return known ?? (Object.hasOwn(PATHS, name) ? (PATHS[name] ?? null) : null);
}

/** A group: `members` in order, those that tie together; the first of all represents it. */
export interface OracleGroup {
  readonly key: string;
  readonly representative: OracleRow;
  readonly members: readonly (readonly OracleRow[])[];
  readonly totalCount: number;
  readonly protectedCount: number;
  readonly unprotectedCount: number;
  readonly defenderDetected: boolean;
}

/** The key of a row's group (CONTRACT section 4, Groups): a missing hostname is the empty string in it. */
export function groupKeyOf(row: OracleRow): string {
  const place = `${row.hostname ?? ''}::${row.time}`;
  const inBundle = row.isBundleControl && row.bundleId !== null;
  return inBundle ? `bundle::${row.bundleId}::${place}` : `standalone::${row.testUuid}::${place}`;
}

function groupOf(key: string, rows: readonly OracleRow[], order: RowOrder): OracleGroup {
  const members = tieClasses(rows, order);
  const representative = members[0]?.[0];
  if (representative === undefined) throw new Error('a group has members');
  return {
    key,
    representative,
    members,
    totalCount: rows.length,
    protectedCount: rows.filter((row) => isProtectedCode(row.code)).length,
    unprotectedCount: rows.filter((row) => row.code === 101).length,
    defenderDetected: rows.some((row) => row.defenderDetected),
  };
}

/** The groups that rows form, in order: ties by time, newest first, then by key, which no two share (CONTRACT section 4). */
export function groupsOf(rows: readonly OracleRow[], sort: GroupSort, order: 'asc' | 'desc'): OracleGroup[] {
  const field = FIELDS.find((one) => one === sort);
  const count = COUNTS.find((one) => one === sort);
  const members: RowOrder = field === undefined ? NEWEST_FIRST : { field, order };
  const compare = (a: OracleGroup, b: OracleGroup): number => {
    if (field !== undefined) return compareByField(a.representative, b.representative, field, order);
    if (count === undefined) return 0;
    return order === 'asc' ? a[count] - b[count] : b[count] - a[count];
  };
  return [...Map.groupBy(rows, groupKeyOf)]
    .map(([key, own]) => groupOf(key, own, members))
    .sort(
      (a, b) => compare(a, b) || b.representative.time - a.representative.time || compareUtf8(a.key, b.key),
    );
}
