import type { RowOrder } from '../../plan/pages.ts';
import type { Predicate } from '../../plan/predicate.ts';
import type { Scope } from '../../plan/scope.ts';
import type { VisibleRows } from '../../plan/visible-rows.ts';
import { compilePredicate, compileScope } from './compile-predicate.ts';
import { orderBy, rowKeys, sortBytes } from './compile-row-order.ts';
import { selectRow } from './read-row.ts';
import { rowSource } from './row-source.ts';
import { Bindings, type Statement } from './statement.ts';

/** Rows in an order. */
export interface OrderedRows {
  readonly visible: VisibleRows;
  readonly rows: Predicate;
  readonly order: RowOrder;
}

/** The place of a row in an order. */
export interface RowMark {
  readonly sortBytes: Uint8Array;
  /** Its time, epoch milliseconds. */
  readonly time: number;
}

/** Some rows on end: those after the mark, or all where it is null; without the first `offset` of them. */
export interface RowRange {
  readonly after: RowMark | null;
  readonly offset: number;
  readonly size: number;
}

/** Where time is the first to be compared, rows of other times are told apart by it alone, and blocks of them left out. */
function follows(mark: RowMark, order: RowOrder, bind: Bindings): string {
  const isLater = `${sortBytes(rowKeys(order))} > ${bind.bytes(mark.sortBytes)}`;
  if (order.field !== 'event_time') return isLater;
  const time = bind.integer(mark.time);
  const beyond = order.direction === 'desc' ? '<' : '>';
  return `event_time ${beyond}= ${time} AND (event_time ${beyond} ${time} OR ${isLater})`;
}

/** SQL for the rows of a predicate that a scope may see. */
export const rowsWhere = (rows: Predicate, scope: Scope, bind: Bindings): string =>
  `${compileScope(scope, bind)} AND ${compilePredicate(rows, bind)}`;

function rowIds({ visible, rows, order }: OrderedRows, { after, offset, size }: RowRange, bind: Bindings) {
  const where = rowsWhere(rows, visible.scope, bind);
  const range = after === null ? where : `${where} AND ${follows(after, order, bind)}`;
  const limit = `LIMIT ${bind.integer(size)} OFFSET ${bind.integer(offset)}`;
  return `SELECT rowid AS row_id FROM ${rowSource(visible)} WHERE ${range} ORDER BY ${orderBy(rowKeys(order))} ${limit}`;
}

/** Compiles to the listed rows of a range: sorted by few columns, all others are read for the range alone. */
export function compileRowPage(list: OrderedRows, range: RowRange): Statement {
  const bind = new Bindings();
  const page = rowIds(list, range, bind);
  return bind.statement(
    `WITH page AS (${page})\nSELECT ${selectRow()} FROM ${rowSource(list.visible)} WHERE rowid IN (SELECT row_id FROM page) ORDER BY ${orderBy(rowKeys(list.order))}`,
  );
}

/** Compiles to the row ids of a range. */
export function compileRowIds(list: OrderedRows, range: RowRange): Statement {
  const bind = new Bindings();
  return bind.statement(rowIds(list, range, bind));
}

/** Compiles to how many rows there are. */
export function compileRowCount(rows: Predicate, visible: VisibleRows): Statement {
  const bind = new Bindings();
  const where = rowsWhere(rows, visible.scope, bind);
  return bind.statement(`SELECT count(*) AS total FROM ${rowSource(visible)} WHERE ${where}`);
}

/** Compiles to the bytes and the time of the mark of a row. */
export function compileRowMark(row: number, order: RowOrder, visible: VisibleRows): Statement {
  const bind = new Bindings();
  return bind.statement(
    `SELECT ${sortBytes(rowKeys(order))}, event_time FROM ${rowSource(visible)} WHERE rowid = ${bind.integer(row)}`,
  );
}
