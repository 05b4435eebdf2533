import { compareMissingLast, compareUtf8 } from './compare-utf8.ts';
import type { OracleRow } from './oracle-row.ts';
import { compareByField, type SortField } from './sort-fields.ts';

/** What rows are sorted by, and which way. */
export interface RowOrder {
  readonly field: SortField;
  readonly order: 'asc' | 'desc';
}

/** Newest first. */
export const NEWEST_FIRST: RowOrder = { field: 'timestamp', order: 'desc' };

/** The order of rows as far as the contract decides it (section 4, Pages); 0 where it is only fixed within a snapshot. */
export function compareRows(a: OracleRow, b: OracleRow, { field, order }: RowOrder): number {
  return (
    compareByField(a, b, field, order) ||
    b.time - a.time ||
    compareUtf8(a.testUuid, b.testUuid) ||
    compareMissingLast(a.hostname, b.hostname) ||
    compareMissingLast(a.org, b.org)
  );
}

/** Rows in order, those together that may come in any order among themselves. */
export function tieClasses(rows: readonly OracleRow[], order: RowOrder): OracleRow[][] {
  const classes: OracleRow[][] = [];
  for (const row of rows.toSorted((a, b) => compareRows(a, b, order))) {
    const last = classes.at(-1);
    const [first] = last ?? [];
    if (last !== undefined && first !== undefined && compareRows(first, row, order) === 0) last.push(row);
    else classes.push([row]);
  }
  return classes;
}
