/** A span of event time, epoch milliseconds: from is in it, until is not. */
export interface Slice {
  readonly from: number;
  readonly until: number;
  readonly rows: number;
}

/** Rows of one bucket of a histogram, from its start. */
export interface HistogramBucket {
  readonly start: number;
  readonly rows: number;
}

/** Joins neighbouring buckets to slices of at most so many rows; a bucket with more is a slice of its own. */
export function slicesOf(buckets: readonly HistogramBucket[], width: number, most: number): Slice[] {
  const slices: Slice[] = [];
  for (const { start, rows } of buckets) {
    const last = slices.at(-1);
    if (last !== undefined && last.rows + rows <= most)
      slices[slices.length - 1] = { from: last.from, until: start + width, rows: last.rows + rows };
    else slices.push({ from: start, until: start + width, rows });
  }
  return slices;
}
