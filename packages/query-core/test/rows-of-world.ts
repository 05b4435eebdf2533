import {
  DOCUMENT_FIELDS,
  type ExecutionRow,
  readExecution,
  type SortField,
  type SortOrder,
} from '@achilles/types';
import type { GroupOrder, RowOrder } from '../src/plan/pages.ts';
import type { World } from '../testing/worlds/world.ts';

type Value = string | number | boolean | null;
type Compare = (a: ExecutionRow, b: ExecutionRow) => number;

const bytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'];

/** The rows of a world that a store keeps, the last of each identity. */
export function rowsOfWorld({ documents }: World): ExecutionRow[] {
  const rows = new Map<string, ExecutionRow>();
  for (const { index, id, source } of documents) {
    const { execution } = readExecution(source);
    if (execution !== null) rows.set(`${index}/${id}`, { index, id, execution });
  }
  return [...rows.values()];
}

function ascending(field: SortField, a: Value, b: Value): number {
  if (typeof a !== 'string' || typeof b !== 'string') return Number(a) - Number(b);
  if (field !== 'severity') return bytes(a, b);
  const [first, second] = [SEVERITIES.indexOf(a), SEVERITIES.indexOf(b)];
  if (first === -1 && second === -1) return -bytes(a, b);
  if (first === -1 || second === -1) return first === -1 ? -1 : 1;
  return second - first;
}

function byValue(field: SortField, direction: SortOrder, a: Value, b: Value): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return ascending(field, a, b) * (direction === 'asc' ? 1 : -1);
}

const fieldOf = ({ execution }: ExecutionRow, field: SortField): Value => execution[field];

/** Compares rows as CONTRACT sections 4 and 9 say, but for the last of the ties; equal ones may come either way. */
export const compareRows =
  ({ field, direction }: RowOrder): Compare =>
  (a, b) =>
    byValue(field, direction, fieldOf(a, field), fieldOf(b, field)) ||
    b.execution.event_time - a.execution.event_time ||
    byValue('test_uuid', 'asc', a.execution.test_uuid, b.execution.test_uuid) ||
    byValue('hostname', 'asc', a.execution.hostname, b.execution.hostname) ||
    byValue('org', 'asc', a.execution.org, b.execution.org);

/** Every field that rows are sorted by. */
export const SORT_FIELDS = (Object.keys(DOCUMENT_FIELDS) as (keyof typeof DOCUMENT_FIELDS)[]).filter(
  (field): field is SortField =>
    DOCUMENT_FIELDS[field].type !== 'keywords' && field !== 'error_name' && field !== 'tenant_label',
);

/** A group as the test forms it. */
export interface NaiveGroup {
  readonly key: string;
  readonly members: readonly ExecutionRow[];
}

function keyOf({ execution }: ExecutionRow): string {
  const {
    is_bundle_control: isControl,
    bundle_id: bundle,
    test_uuid: test,
    hostname,
    event_time,
  } = execution;
  const start = isControl && bundle !== null ? `bundle::${bundle}` : `standalone::${test}`;
  return `${start}::${hostname ?? ''}::${event_time}`;
}

const COUNTED: Readonly<Record<string, readonly number[]>> = {
  protectedCount: [105, 126, 127],
  unprotectedCount: [101],
};

function compareGroups({ by, direction }: GroupOrder, a: NaiveGroup, b: NaiveGroup): number {
  const [first, second] = [a.members[0] as ExecutionRow, b.members[0] as ExecutionRow];
  const counted = ({ members }: NaiveGroup): number =>
    members.filter(({ execution }) => COUNTED[by]?.includes(execution.error_code ?? 0) ?? true).length;
  const ranked = by.endsWith('Count')
    ? (counted(a) - counted(b)) * (direction === 'asc' ? 1 : -1)
    : byValue(by as SortField, direction, fieldOf(first, by as SortField), fieldOf(second, by as SortField));
  return ranked || second.execution.event_time - first.execution.event_time || bytes(a.key, b.key);
}

/** The groups that rows form, in order, each with its members in order (CONTRACT section 4, Groups). */
export function groupsOf(rows: readonly ExecutionRow[], order: GroupOrder, members: RowOrder): NaiveGroup[] {
  const groups = Map.groupBy(rows.toSorted(compareRows(members)), keyOf);
  return [...groups].map(([key, of]) => ({ key, members: of })).sort((a, b) => compareGroups(order, a, b));
}
