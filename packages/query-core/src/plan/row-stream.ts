import type { Predicate } from './predicate.ts';
import type { VisibleRows } from './visible-rows.ts';

/** A list of all rows of a predicate, newest first (the order of a page by `NEWEST_FIRST`), to be read in one go. */
export interface RowStream extends VisibleRows {
  readonly rows: Predicate;
  /** How many rows to leave out at its beginning. */
  readonly skip: number;
}
