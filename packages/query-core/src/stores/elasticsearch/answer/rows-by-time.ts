import type { FieldPaths } from '../query/compile-predicate.ts';
import { allOf, type Query } from '../query/query.ts';
import type { SearchReader } from './group-reader.ts';
import type { HistogramBucket, Slice } from './slices.ts';
import { walkBuckets } from './walk-buckets.ts';

const BUCKETS_IN_PAGE = 10_000;

/** Which rows, in a group that reads fields from these paths. */
export type RowsQuery = (paths: FieldPaths) => Query;

/** Rows with a time within a slice. */
export const sliceQuery = ({ from, until }: Pick<Slice, 'from' | 'until'>, paths: FieldPaths): Query => ({
  range: { [paths('event_time')]: { gte: from, lt: until, format: 'epoch_millis' } },
});

/**
 * How many rows there are in each span of so many milliseconds since the epoch, in all groups; earliest first, those
 * without rows left out.
 * @param within where to look; everywhere if null
 */
export async function rowsByTime(
  readers: readonly SearchReader[],
  query: RowsQuery,
  within: Slice | null,
  width: number,
): Promise<HistogramBucket[]> {
  const rows = new Map<number, number>();
  for (const { paths, search } of readers) {
    const queries = [query(paths), ...(within === null ? [] : [sliceQuery(within, paths)])];
    const histogram = { date_histogram: { field: paths('event_time'), fixed_interval: `${width}ms` } };
    const composite = { query: allOf(queries), sources: [{ time: histogram }] };
    await walkBuckets(search, composite, BUCKETS_IN_PAGE, ({ key, doc_count }) => {
      const { time } = key as { time: number };
      rows.set(time, (rows.get(time) ?? 0) + doc_count);
    });
  }
  return [...rows].sort(([a], [b]) => a - b).map(([start, count]) => ({ start, rows: count }));
}
