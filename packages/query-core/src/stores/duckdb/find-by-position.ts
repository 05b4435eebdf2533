import type { Predicate } from '../../plan/predicate.ts';
import type { VisibleRows } from '../../plan/visible-rows.ts';
import { rowsWhere } from './compile-row-page.ts';
import type { SqlValues } from './read-row.ts';
import { rowSource } from './row-source.ts';
import { Bindings, type Statement } from './statement.ts';
import type { Statements } from './statements.ts';

/** Into how many parts a span of time is cut to see in which of them a row lies. */
const PARTS = 1_024;

/** Inclusive epoch milliseconds. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** A time and how many rows are newer. */
export interface FoundByPosition {
  readonly time: number;
  readonly newer: number;
}

const widthOf = ({ from, to }: Span): number => Math.ceil((to - from + 1) / PARTS);

function compileSpan(rows: Predicate, visible: VisibleRows): Statement {
  const bind = new Bindings();
  return bind.statement(
    `SELECT min(event_time), max(event_time) FROM ${rowSource(visible)} WHERE ${rowsWhere(rows, visible.scope, bind)}`,
  );
}

/** Compiles to the beginnings of the parts that have rows, latest first, and how many rows each of them has. */
function compileParts(rows: Predicate, visible: VisibleRows, span: Span): Statement {
  const bind = new Bindings();
  const where = rowsWhere(rows, visible.scope, bind);
  const from = bind.integer(span.from);
  const part = `event_time - (event_time - ${from}) % ${bind.integer(widthOf(span))} AS part`;
  const within = `event_time BETWEEN ${from} AND ${bind.integer(span.to)}`;
  return bind.statement(
    `SELECT ${part}, count(*) FROM ${rowSource(visible)} WHERE ${where} AND ${within} GROUP BY part ORDER BY part DESC`,
  );
}

/** The beginning of the part in which a row lies, and how many rows are in later ones. */
function partOf(counts: readonly SqlValues[], position: number): FoundByPosition | null {
  let newer = 0;
  for (const [time, count] of counts) {
    if (newer + Number(count) > position) return { time: Number(time), newer };
    newer += Number(count);
  }
  return null;
}

/**
 * Finds the time of the row that has `position` others before it in a list that is sorted newest first, by counting
 * ever shorter spans of time: in little memory, whatever the number of rows. Null where there are not so many.
 */
export async function findByPosition(
  statements: Statements,
  rows: Predicate,
  visible: VisibleRows,
  position: number,
): Promise<FoundByPosition | null> {
  const [[from, to] = []] = await statements.values(compileSpan(rows, visible));
  if (from === null) return null;
  let span: Span = { from: Number(from), to: Number(to) };
  for (let newer = 0; ; ) {
    const part = partOf(await statements.values(compileParts(rows, visible, span)), position - newer);
    if (part === null) return null;
    newer += part.newer;
    const width = widthOf(span);
    if (width === 1) return { time: part.time, newer };
    span = { from: part.time, to: Math.min(part.time + width - 1, span.to) };
  }
}
