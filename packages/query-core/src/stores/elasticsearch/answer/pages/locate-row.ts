import type { SortOrder } from '@achilles/types';
import type { FieldPaths } from '../../query/compile-predicate.ts';
import { allOf, notOf, type Query } from '../../query/query.ts';
import type { GroupReader } from '../group-reader.ts';
import { rowsByTime, sliceQuery } from '../rows-by-time.ts';
import type { Slice } from '../slices.ts';
import { TIME_WIDTHS } from './cut-time.ts';
import { type Place, readHits, type SortedRows } from './read-hits.ts';
import type { RowKey } from './row-keys.ts';
import { rowsByValue } from './rows-by-value.ts';

/** So many rows are skipped without looking for a way around them. */
export const FEW = 1_000;
/** A slice of so many rows is narrow enough to be skipped through. */
const CALM = 5_000;
/** Rows of one instant are skipped by steps. */
const STEP = 10_000;

/** Rows among which one is looked for: the one that so many others of them come before. */
interface Narrowed extends SortedRows {
  readonly before: number;
}

const narrowedBy = (to: Narrowed, query: (paths: FieldPaths) => Query, skipped: number): Narrowed => ({
  ...to,
  query: (paths) => allOf([to.query(paths), query(paths)]),
  before: to.before - skipped,
});

/** Narrows to the rows that have the value of the row that is looked for, or none. */
async function byValue(readers: readonly GroupReader[], rows: Narrowed, by: RowKey): Promise<Narrowed> {
  let skipped = 0;
  for await (const { value, rows: count } of rowsByValue(readers, rows.query, by)) {
    if (skipped + count > rows.before)
      return narrowedBy(rows, (paths) => ({ term: { [paths(by.field)]: value } }), skipped);
    skipped += count;
  }
  return narrowedBy(rows, (paths) => notOf({ exists: { field: paths(by.field) } }), skipped);
}

/** Narrows to a slice of time around the row that is looked for, with few rows unless they are of one instant. */
async function byTime(
  readers: readonly GroupReader[],
  rows: Narrowed,
  direction: SortOrder,
): Promise<Narrowed> {
  let slice: Slice | null = null;
  let skipped = 0;
  for (const width of TIME_WIDTHS) {
    const spans = await rowsByTime(readers, rows.query, slice, width);
    const found = (direction === 'asc' ? spans : spans.reverse()).find((span) => {
      if (skipped + span.rows > rows.before) return true;
      skipped += span.rows;
      return false;
    });
    // There are not as many rows.
    if (found === undefined) break;
    slice = { from: found.start, until: found.start + width, rows: found.rows };
    if (found.rows <= CALM) break;
  }
  if (slice === null) return rows;
  const within = slice;
  return narrowedBy(rows, (paths) => sliceQuery(within, paths), skipped);
}

/** Skips rows until the one that is looked for. */
async function bySkipping(readers: readonly GroupReader[], rows: Narrowed): Promise<Place | null> {
  let after: Place | null = null;
  let left = rows.before;
  for (; left >= STEP; left -= STEP) {
    const skipped: readonly Place[] = await readHits(readers, rows, { after, size: STEP, source: false });
    after = skipped[STEP - 1] ?? null;
    if (after === null) return null;
  }
  const [found] = await readHits(readers, rows, { after, skip: left, size: 1, source: false });
  return found ?? null;
}

/**
 * Finds the row that so many others come before, by counting values and times until it is among few.
 * @returns null where there are not as many rows
 */
export async function locateRow(
  readers: readonly GroupReader[],
  rows: SortedRows,
  before: number,
): Promise<Place | null> {
  const { by } = rows;
  let narrowed: Narrowed = { ...rows, before };
  if (before > FEW) {
    const isByTime = by === null || by.field === 'event_time';
    if (!isByTime) narrowed = await byValue(readers, narrowed, by);
    const direction = isByTime ? (by?.direction ?? 'desc') : 'desc';
    if (narrowed.before > FEW) narrowed = await byTime(readers, narrowed, direction);
  }
  return bySkipping(readers, narrowed);
}
