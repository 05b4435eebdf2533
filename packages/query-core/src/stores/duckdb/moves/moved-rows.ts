import type { IndexMoves, MoveCounts, RefusedMove } from '../../../ports/result-archive.ts';
import { compareText } from '../../../score/compare-text.ts';

const LISTED_ERRORS = 1_000;

/** What one transaction moved, and what it left where it is. */
export interface MovedRows {
  readonly perIndex: readonly IndexMoves[];
  readonly skipped: readonly RefusedMove[];
}

export const NOTHING_MOVED: MoveCounts = {
  moved: 0,
  skipped: 0,
  conflicts: 0,
  bytes: 0,
  perIndex: [],
  errors: [],
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function added(before: readonly IndexMoves[], more: readonly IndexMoves[]): IndexMoves[] {
  const byIndex = new Map(before.map((moves) => [moves.index, moves]));
  for (const { index, rows, bytes } of more) {
    const known = byIndex.get(index);
    byIndex.set(index, { index, rows: rows + (known?.rows ?? 0), bytes: bytes + (known?.bytes ?? 0) });
  }
  return [...byIndex.values()].sort((a, b) => compareText(a.index, b.index));
}

/** What a move came to with the rows of one more transaction. */
export const withMoved = (counts: MoveCounts, { perIndex, skipped }: MovedRows): MoveCounts => ({
  moved: counts.moved + sum(perIndex.map(({ rows }) => rows)),
  skipped: counts.skipped + skipped.length,
  conflicts: counts.conflicts,
  bytes: counts.bytes + sum(perIndex.map(({ bytes }) => bytes)),
  perIndex: added(counts.perIndex, perIndex),
  errors: [...counts.errors, ...skipped].slice(0, LISTED_ERRORS),
});

/** What a move that begins again starts from: the rows that it left where they are are found again, and counted then. */
export const withoutSkipped = (counts: MoveCounts): MoveCounts => ({ ...counts, skipped: 0, errors: [] });
