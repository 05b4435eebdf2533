import type { ExecutionRow } from '@achilles/types';
import { NEWEST_FIRST } from '../../plan/pages.ts';
import { every } from '../../plan/predicate.ts';
import type { RowStream } from '../../plan/row-stream.ts';
import {
  compileRowIds,
  compileRowPage,
  type OrderedRows,
  type RowMark,
  type RowRange,
} from './compile-row-page.ts';
import { findByPosition } from './find-by-position.ts';
import { markOf } from './list-rows.ts';
import { readRow, readRowId, type SqlValues } from './read-row.ts';
import type { Statements } from './statements.ts';

/** Rows that are fetched, or left out, in one go. */
const AT_A_TIME = 5_000;

/** Where a list goes on. */
interface Position {
  readonly list: OrderedRows;
  readonly range: RowRange;
}

const markAt = (statements: Statements, row: SqlValues | undefined, list: OrderedRows): Promise<RowMark> =>
  markOf(statements, readRowId(row ?? []), list);

/** The position after the first `skip` rows; null where there are no more. */
async function positionAfter(
  statements: Statements,
  { rows, skip, ...visible }: RowStream,
): Promise<Position | null> {
  const all: OrderedRows = { visible, rows, order: NEWEST_FIRST };
  const range: RowRange = { after: null, offset: 0, size: AT_A_TIME };
  if (skip === 0) return { list: all, range };
  const found = await findByPosition(statements, rows, visible, skip);
  if (found === null) return null;
  const list = { ...all, rows: every(rows, { kind: 'time', from: null, to: found.time }) };
  // Rows of one time are left out in steps: their number has no bound.
  let after: RowMark | null = null;
  let offset = skip - found.newer;
  for (; offset > AT_A_TIME; offset -= AT_A_TIME) {
    const step = { after, offset: AT_A_TIME - 1, size: 1 };
    const [row] = await statements.values(compileRowIds(list, step));
    after = await markAt(statements, row, list);
  }
  return { list, range: { ...range, after, offset } };
}

/** Reads a list from its newest row on, some rows at a time; each time when the next ones are asked for. */
export async function* streamRows(
  statements: Statements,
  stream: RowStream,
): AsyncGenerator<readonly ExecutionRow[]> {
  const position = await positionAfter(statements, stream);
  if (position === null) return;
  const { list } = position;
  let { range } = position;
  for (;;) {
    const found = await statements.lists(compileRowPage(list, range));
    if (found.length > 0) yield found.map(readRow);
    if (found.length < range.size) return;
    range = { ...range, after: await markAt(statements, found.at(-1), list), offset: 0 };
  }
}
