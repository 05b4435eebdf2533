/** What a series of measurements comes to. */
export interface Summary {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** The middle value; of an even number the mean of the two in the middle. @throws RangeError for none */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined)
    throw new RangeError('there is nothing to take a median of');
  return (upper + lower) / 2;
}

/** The value below which a quarter of the values are (the nearest of them). @throws RangeError for none */
export function lowerQuartile(values: readonly number[]): number {
  const value = values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 4)];
  if (value === undefined) throw new RangeError('there is nothing to take a quartile of');
  return value;
}

/** The least value that at least this share of the values do not pass. @throws RangeError for none */
export function percentile(values: readonly number[], share: number): number {
  const value = values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)];
  if (value === undefined) throw new RangeError('there is nothing to take a percentile of');
  return value;
}

/** @throws RangeError for no values */
export const summarize = (values: readonly number[]): Summary => ({
  median: median(values),
  least: Math.min(...values),
  most: Math.max(...values),
});

/** Combines what was measured in the same round. @throws RangeError for series of different lengths */
export function perRound(
  a: readonly number[],
  b: readonly number[],
  combine: (a: number, b: number) => number,
): number[] {
  if (a.length !== b.length) throw new RangeError('the two series were not measured in the same rounds');
  return a.map((value, i) => combine(value, b[i] as number));
}
