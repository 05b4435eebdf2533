import { compareUtf8 } from './compare-utf8.ts';
import type { OracleRow } from './oracle-row.ts';
import { compareScoresDescending, realScoreOf, scoreOf } from './percentage.ts';
import { type Answer, type Question, rowsInScope, scoreBase } from './question.ts';
import { countUnits, type ScoringMode, type UnitCounts } from './units.ts';

/** One value of a breakdown: the base rows that have it, and their units judged within it (CONTRACT section 3). */
export interface Bucket {
  readonly key: string;
  readonly rows: readonly OracleRow[];
  readonly counts: UnitCounts;
}

/** Splits rows by their values; a row is in the bucket of each of its values, one without values in none. */
export function bucketsBy(
  rows: readonly OracleRow[],
  mode: ScoringMode,
  valuesOf: (row: OracleRow) => readonly (string | null)[],
): Bucket[] {
  const rowsByKey = new Map<string, OracleRow[]>();
  for (const row of rows) {
    for (const key of valuesOf(row)) {
      if (key === null) continue;
      const bucket = rowsByKey.get(key);
      if (bucket === undefined) rowsByKey.set(key, [row]);
      else bucket.push(row);
    }
  }
  return [...rowsByKey].map(([key, members]) => ({ key, rows: members, counts: countUnits(members, mode) }));
}

/** Largest count first, then key: chooses what `limit` keeps, and orders lists "by count desc" (CONTRACT section 4). */
export function byCount(a: Bucket, b: Bucket): number {
  return b.counts.count - a.counts.count || compareUtf8(a.key, b.key);
}

/** Exact score first, then count, then key (CONTRACT section 4). */
export function byScore(a: Bucket, b: Bucket): number {
  return compareScoresDescending(a.counts, b.counts) || byCount(a, b);
}

/** The figures that every breakdown item carries beside its own key (CONTRACT section 4). */
export function itemFigures(counts: UnitCounts): Record<string, number> {
  return {
    score: scoreOf(counts),
    realScore: realScoreOf(counts),
    protected: counts.protected,
    detected: counts.detected,
    unprotected: counts.unprotected,
    count: counts.count,
  };
}

/** What makes one breakdown differ from another. `order` sorts what the limit kept; `item` adds the key and any own fields. */
export interface Breakdown {
  readonly valuesOf: (row: OracleRow) => readonly (string | null)[];
  readonly order: (a: Bucket, b: Bucket) => number;
  readonly item: (bucket: Bucket, question: Question) => Record<string, unknown>;
}

/** Answers a breakdown of the score base (CONTRACT sections 3 and 4); `limit` from 1 to 10,000, default 1,000. */
export function answerBreakdown(question: Question, { valuesOf, order, item }: Breakdown): Answer {
  const limit = question.parameters.integer('limit', 1, 10_000) ?? 1_000;
  const { base } = scoreBase(question.world, rowsInScope(question));
  const all = bucketsBy(base, question.mode, valuesOf);
  const kept = all.sort(byCount).slice(0, limit).sort(order);
  return {
    body: kept.map((bucket) => ({ ...item(bucket, question), ...itemFigures(bucket.counts) })),
    totalCount: all.length,
  };
}
