import { type ExecutionRow, readExecution } from '@achilles/types';
import type { RowOrder } from '../../src/plan/pages.ts';
import type { World } from '../worlds/world.ts';

const RANKS: Readonly<Record<string, number>> = { critical: 5, high: 4, medium: 3, low: 2, info: 1 };

type Value = string | number | boolean | null;

const compareAscending = (a: Value, b: Value): number =>
  typeof a === 'string' && typeof b === 'string'
    ? Buffer.from(a).compare(Buffer.from(b))
    : Number(a) - Number(b);

/** Severities by rank; those without a rank below all others, where Z is below A. */
function compareSeverities(a: string, b: string): number {
  const [x, y] = [RANKS[a] ?? 0, RANKS[b] ?? 0];
  return x === 0 && y === 0 ? -compareAscending(a, b) : x - y;
}

function compareBy({ execution: a }: ExecutionRow, { execution: b }: ExecutionRow, order: RowOrder): number {
  const x: Value = a[order.field];
  const y: Value = b[order.field];
  if (x === null || y === null) return Number(x === null) - Number(y === null);
  const ascending =
    order.field === 'severity' ? compareSeverities(String(x), String(y)) : compareAscending(x, y);
  return order.direction === 'asc' ? ascending : -ascending;
}

const TIES: readonly RowOrder[] = [
  { field: 'event_time', direction: 'desc' },
  { field: 'test_uuid', direction: 'asc' },
  { field: 'hostname', direction: 'asc' },
  { field: 'org', direction: 'asc' },
];

/** The counted rows of a world. */
export const rowsOf = ({ documents }: World): ExecutionRow[] =>
  documents.flatMap(({ index, id, source }) => {
    const { execution } = readExecution(source);
    return execution === null ? [] : [{ index, id, execution }];
  });

/** Sorts rows as CONTRACT sections 4 and 9 tell, from plain arrays. */
export const inNaiveOrder = (rows: readonly ExecutionRow[], order: RowOrder): ExecutionRow[] =>
  rows.toSorted((a, b) => {
    for (const by of [order, ...TIES]) {
      const decided = compareBy(a, b, by);
      if (decided !== 0) return decided;
    }
    return 0;
  });

/** What an order goes by in a row: rows that are alike in it may come in any order. */
export const sortedBy = ({ execution }: ExecutionRow, order: RowOrder): string =>
  JSON.stringify([order, ...TIES].map(({ field }) => execution[field]));

/** What makes a row one row. */
export const nameOf = ({ index, id }: ExecutionRow): string => `${index}/${id}`;
