import type { SearchReader } from '../group-reader.ts';
import { type RowsQuery, rowsByTime } from '../rows-by-time.ts';
import type { HistogramBucket, Slice } from '../slices.ts';

/** Widths by which the time line is cut, milliseconds; the finer ones only where it is crowded. */
export const TIME_WIDTHS = [86_400_000, 3_600_000, 60_000, 1_000, 1] as const;

/** A slice, and how many of its newest rows to leave out. */
export interface CutSlice extends Slice {
  readonly skip: number;
}

/** Joins neighbouring spans, newest first, to slices of at most so many rows; a span with more is a slice of its own. */
function* joined(newestFirst: Iterable<HistogramBucket>, width: number, most: number): Generator<Slice> {
  let slice = null as Slice | null;
  for (const { start, rows } of newestFirst) {
    if (slice !== null && slice.rows + rows > most) {
      yield slice;
      slice = null;
    }
    slice = { from: start, until: slice?.until ?? start + width, rows: rows + (slice?.rows ?? 0) };
  }
  if (slice !== null) yield slice;
}

/**
 * Cuts the time line into slices of at most so many rows, unless they are of one millisecond; newest first. Nothing is
 * counted before it is asked for.
 * @param readers asked anew for each count
 * @param skip how many rows to leave out: slices that lie within are not given
 */
export async function* cutTime(
  readers: () => readonly SearchReader[],
  query: RowsQuery,
  { most, skip }: { readonly most: number; readonly skip: number },
): AsyncGenerator<CutSlice> {
  let left = skip;
  async function* cut(
    within: Slice | null,
    [width = 1, ...finer]: readonly number[],
  ): AsyncGenerator<CutSlice> {
    const spans = await rowsByTime(readers(), query, within, width);
    for (const slice of joined(spans.reverse(), width, most)) {
      if (left >= slice.rows) left -= slice.rows;
      else if (slice.rows > most && finer.length > 0) yield* cut(slice, finer);
      else {
        yield { ...slice, skip: left };
        left = 0;
      }
    }
  }
  yield* cut(null, TIME_WIDTHS);
}
