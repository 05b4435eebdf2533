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

/** Joins neighbouring slices, in the order of time, to ones of at most so many rows; one with more stays as it is. */
export function joinSlices(slices: readonly Slice[], most: number): Slice[] {
  const joined: Slice[] = [];
  for (const slice of slices) {
    const last = joined.at(-1);
    if (last !== undefined && last.rows + slice.rows <= most)
      joined[joined.length - 1] = { from: last.from, until: slice.until, rows: last.rows + slice.rows };
    else joined.push(slice);
  }
  return joined;
}
