/** A window of a question, both ends inclusive, epoch milliseconds. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

const DAY_MS = 86_400_000;
/** Neither end of a window is on an hour. */
const RAGGED_MS = 37 * 60_000 + 13_421;

/** Gives windows of the same length but for some milliseconds: no two are alike, so that no cache knows the answer. */
export function raggedWindows(until: number, days: number): () => Window {
  let given = 0;
  return () => {
    const odd = 2 * given++ + 1;
    return { from: until - days * DAY_MS + RAGGED_MS + odd, to: until - RAGGED_MS - odd };
  };
}
