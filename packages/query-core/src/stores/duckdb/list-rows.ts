import type { PageState, RowPage, RowPageAnswer } from '../../plan/pages.ts';
import type { VisibleRows } from '../../plan/visible-rows.ts';
import { StoreError } from '../../ports/store-error.ts';
import {
  compileRowCount,
  compileRowMark,
  compileRowPage,
  type OrderedRows,
  type RowMark,
} from './compile-row-page.ts';
import { readRow, readRowId } from './read-row.ts';
import type { Statements } from './statements.ts';

/** What a page tells the one that continues it. */
interface RowPageState extends PageState {
  readonly total: number;
  /** The row id of its last row. */
  readonly last: number;
}

/** The place of a row of this snapshot in an order. */
export async function markOf(
  statements: Statements,
  row: number,
  { order, visible }: Pick<OrderedRows, 'order' | 'visible'>,
): Promise<RowMark> {
  const [found] = await statements.values(compileRowMark(row, order, visible));
  if (found === undefined) throw new StoreError('failed', 'the row that a page goes on from is not there');
  const [sortBytes, time] = found;
  return { sortBytes: sortBytes as Uint8Array, time: Number(time) };
}

async function countRows(statements: Statements, { rows }: RowPage, visible: VisibleRows): Promise<number> {
  const [counted] = await statements.values(compileRowCount(rows, visible));
  return Number(counted?.[0]);
}

/** Answers a page of rows. */
export async function listRows(
  statements: Statements,
  page: RowPage,
  visible: VisibleRows,
): Promise<RowPageAnswer> {
  const { order, size, start } = page;
  const state = start.state as RowPageState | null;
  const total = state?.total ?? (await countRows(statements, page, visible));
  if (start.offset >= total) return { rows: [], total, state: {} };
  const after = state === null ? null : await markOf(statements, state.last, { order, visible });
  const offset = after === null ? start.offset : 0;
  const range = { after, offset, size };
  const found = await statements.lists(compileRowPage({ visible, rows: page.rows, order }, range));
  return { rows: found.map(readRow), total, state: { total, last: readRowId(found.at(-1) ?? []) } };
}
