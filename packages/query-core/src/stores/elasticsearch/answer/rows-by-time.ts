import type { FieldPaths } from '../query/compile-predicate.ts';
import { allOf, anyOf, type Query } from '../query/query.ts';
import { bucketsIn } from './count-rows.ts';
import type { SearchReader } from './group-reader.ts';
import type { HistogramBucket, Slice } from './slices.ts';
import { isTooMuch, walkBuckets } from './walk-buckets.ts';

const BUCKETS_IN_PAGE = 10_000;

/** Which rows, in a group that reads fields from these paths. */
export type RowsQuery = (paths: FieldPaths) => Query;

/** Rows with a time within a slice. */
export const sliceQuery = ({ from, until }: Pick<Slice, 'from' | 'until'>, paths: FieldPaths): Query => ({
  range: { [paths('event_time')]: { gte: from, lt: until, format: 'epoch_millis' } },
});

/** Counts rows by time in one group; where one search may not have so many buckets, page by page. */
async function countByTime(
  { paths, search }: SearchReader,
  query: Query,
  width: number,
  add: (start: number, rows: number) => void,
): Promise<void> {
  const histogram = { field: paths('event_time'), fixed_interval: `${width}ms` };
  const aggs = { times: { date_histogram: { ...histogram, min_doc_count: 1 } } };
  try {
    const results = await search({ size: 0, track_total_hits: false, query, aggs });
    for (const { key, doc_count } of results === null ? [] : bucketsIn(results.times))
      add(Number(key), doc_count);
  } catch (error) {
    if (!isTooMuch(error)) throw error;
    const composite = { query, sources: [{ time: { date_histogram: histogram } }] };
    await walkBuckets(search, composite, BUCKETS_IN_PAGE, ({ key, doc_count }) =>
      add((key as { time: number }).time, doc_count),
    );
  }
}

/**
 * How many rows there are in each span of so many milliseconds since the epoch, in all groups; earliest first, those
 * without rows left out.
 * @param within where to look; everywhere if null
 */
export async function rowsByTime(
  readers: readonly SearchReader[],
  query: RowsQuery,
  within: Slice | readonly Slice[] | null,
  width: number,
): Promise<HistogramBucket[]> {
  const rows = new Map<number, number>();
  for (const reader of readers) {
    const { paths } = reader;
    const slices = [within ?? []].flat().map((slice) => sliceQuery(slice, paths));
    const queries = [query(paths), ...(within === null ? [] : [anyOf(slices)])];
    await countByTime(reader, allOf(queries), width, (start, found) => {
      rows.set(start, found + (rows.get(start) ?? 0));
    });
  }
  return [...rows].sort(([a], [b]) => a - b).map(([start, count]) => ({ start, rows: count }));
}
