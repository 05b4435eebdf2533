/**
 * `part / whole` in percent, rounded half up to two decimals from the exact fraction: 23 of 160 is 14.38; 0 of
 * nothing is 0 (CONTRACT section 3). Exact for counts below 2^38.
 */
export function percentage(part: number, whole: number): number {
  if (whole === 0) return 0;
  const dividend = 20_000 * part + whole;
  const divisor = 2 * whole;
  return (dividend - (dividend % divisor)) / divisor / 100;
}

/** Compares `a / aWhole` with `b / bWhole` exactly; a negative number when the first is smaller. */
export function compareShares(a: number, aWhole: number, b: number, bWhole: number): number {
  const left = BigInt(a) * BigInt(bWhole);
  const right = BigInt(b) * BigInt(aWhole);
  return left < right ? -1 : left > right ? 1 : 0;
}
