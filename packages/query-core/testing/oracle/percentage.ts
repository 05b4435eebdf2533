import type { UnitCounts } from './units.ts';

/** `part / total · 100`, rounded half up to two decimals from the exact fraction; 0 of nothing (CONTRACT section 3). */
export function percentage(part: number, total: number): number {
  if (total === 0) return 0;
  const a = BigInt(part);
  const b = BigInt(total);
  return Number((20_000n * a + b) / (2n * b)) / 100;
}

/** `score`: protected or detected units (CONTRACT section 3). */
export function scoreOf(counts: UnitCounts): number {
  return percentage(counts.protected + counts.detected, counts.count);
}

/** `realScore`: protected units alone (CONTRACT section 3). */
export function realScoreOf(counts: UnitCounts): number {
  return percentage(counts.protected, counts.count);
}

/** Orders by the exact score, largest first: rounded scores may tie where the fractions do not. */
export function compareScoresDescending(a: UnitCounts, b: UnitCounts): number {
  const left = BigInt(b.protected + b.detected) * BigInt(a.count);
  const right = BigInt(a.protected + a.detected) * BigInt(b.count);
  return left === right ? 0 : left > right ? 1 : -1;
}
