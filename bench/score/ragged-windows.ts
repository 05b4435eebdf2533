/** A window of a question, both ends inclusive, epoch milliseconds. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** Neither end of a window is on a minute. */
const RAGGED_MS = 37 * 60_000 + 13_421;

/**
 * Gives windows a little shorter than the given one, which is of two hours at least: no two of them are alike, so that
 * no cache knows the answer.
 */
export function raggedWindows({ from, to }: Window): () => Window {
  let given = 0;
  return () => {
    const odd = 2 * given++ + 1;
    return { from: from + RAGGED_MS + odd, to: to - RAGGED_MS - odd };
  };
}
