import { compareUtf8 } from './compare-utf8.ts';
import { isConclusive } from './exit-codes.ts';
import type { OracleRow } from './oracle-row.ts';
import { type Answer, type Question, rowsInScope } from './question.ts';
import { verdictOf } from './units.ts';

/** Rows that share their keys. */
export interface RowGroup {
  readonly keys: readonly string[];
  readonly rows: readonly OracleRow[];
}

/** Splits rows by keys; a row is in a group for each of its combinations of keys, in none where it has none. */
export function groupRows(
  rows: readonly OracleRow[],
  keysOf: (row: OracleRow) => readonly (readonly string[])[],
): RowGroup[] {
  const groups = new Map<string, { keys: readonly string[]; rows: OracleRow[] }>();
  for (const row of rows) {
    for (const keys of keysOf(row)) {
      const name = JSON.stringify(keys);
      const group = groups.get(name) ?? { keys, rows: [] };
      group.rows.push(row);
      groups.set(name, group);
    }
  }
  return [...groups.values()];
}

/** By the keys one after the other, in UTF-8 order. */
export function byKeys(a: RowGroup, b: RowGroup): number {
  for (let at = 0; at < a.keys.length; at += 1) {
    const order = compareUtf8(a.keys[at] ?? '', b.keys[at] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

/** Most rows first, then by keys: what `limit` keeps, and lists "by count desc" (CONTRACT section 4). */
export function byRowCount(a: RowGroup, b: RowGroup): number {
  return b.rows.length - a.rows.length || byKeys(a, b);
}

/** The figures of a coverage row: verdicts on conclusive rows only, risk-accepted or not (CONTRACT section 4). */
export function coverageFigures(rows: readonly OracleRow[]): Record<string, number> {
  const conclusive = rows.filter((row) => isConclusive(row.code));
  const verdicts = conclusive.map((row) => verdictOf([row], 'per-stage'));
  return {
    protected: verdicts.filter((verdict) => verdict === 'protected').length,
    detected: verdicts.filter((verdict) => verdict === 'detected').length,
    unprotected: verdicts.filter((verdict) => verdict === 'unprotected').length,
    inconclusive: rows.length - conclusive.length,
    count: rows.length,
  };
}

/** A list of coverage rows: what its items are keyed by, how many it holds, how it is sorted. */
export interface CoverageList {
  readonly keysOf: (row: OracleRow) => readonly (readonly string[])[];
  readonly limit: { readonly usual: number; readonly most: number };
  readonly order: (a: RowGroup, b: RowGroup) => number;
  readonly item: (keys: readonly string[]) => Record<string, unknown>;
}

/** Answers a list of coverage rows. */
export function answerCoverage(question: Question, { keysOf, limit, order, item }: CoverageList): Answer {
  const kept = question.parameters.integer('limit', 1, limit.most) ?? limit.usual;
  const groups = groupRows(rowsInScope(question), keysOf).sort(byRowCount);
  const body = groups
    .slice(0, kept)
    .sort(order)
    .map(({ keys, rows }) => ({ ...item(keys), ...coverageFigures(rows) }));
  return { body, totalCount: groups.length };
}
