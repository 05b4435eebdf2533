import type { FieldPaths } from '../query/compile-predicate.ts';
import { allOf, anyOf, type Query } from '../query/query.ts';
import { bucketsIn } from './count-rows.ts';
import { doAtOnce } from './do-at-once.ts';
import type { SearchReader } from './group-reader.ts';
import { joinSlices, type Slice } from './slices.ts';
import { isTooMuch, walkBuckets } from './walk-buckets.ts';

/** Widths by which the time line is cut, milliseconds; the finer ones only where a slice is crowded. */
const WIDTHS = [86_400_000, 3_600_000, 60_000, 1_000, 1] as const;
/** So many crowded slices are cut by one search: a second has 1,000 buckets, and an answer has room for 65,536. */
const CUT_AT_ONCE = 50;
/** Where an operator allows fewer buckets than that, they are walked. */
const TIMES_IN_PAGE = 5_000;

/** Rows with a time within a slice. */
export const sliceQuery = ({ from, until }: Pick<Slice, 'from' | 'until'>, paths: FieldPaths): Query => ({
  range: { [paths('event_time')]: { gte: from, lt: until, format: 'epoch_millis' } },
});

/** The rows that are cut into slices, in indices that are read by these paths. */
export type RowsQuery = (paths: FieldPaths) => Query;

/** Counts the rows of one group of indices in every stretch of time of one width. */
async function countTimes(
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
    await walkBuckets(
      search,
      { query, sources: [{ times: { date_histogram: histogram } }] },
      TIMES_IN_PAGE,
      ({ key, doc_count }) => add(Number((key as Readonly<Record<'times', number>>).times), doc_count),
    );
  }
}

/** How many rows there are in every stretch of time of one width, in all groups. */
async function cut(
  groups: readonly SearchReader[],
  rows: RowsQuery,
  crowded: readonly Slice[] | null,
  width: number,
): Promise<Slice[]> {
  const counts = new Map<number, number>();
  for (const group of groups) {
    const { paths } = group;
    const within = crowded === null ? [] : [anyOf(crowded.map((slice) => sliceQuery(slice, paths)))];
    await countTimes(group, allOf([...within, rows(paths)]), width, (start, found) => {
      counts.set(start, found + (counts.get(start) ?? 0));
    });
  }
  return [...counts].map(([from, rows]) => ({ from, until: from + width, rows }));
}

/** Cuts the time line into slices with at most so many rows each, where no single millisecond has more; oldest first. */
export async function sliceRows(
  groups: readonly SearchReader[],
  rows: RowsQuery,
  most: number,
): Promise<Slice[]> {
  let slices = await cut(groups, rows, null, WIDTHS[0]);
  for (const width of WIDTHS.slice(1)) {
    const crowded = slices.filter((slice) => slice.rows > most);
    slices = slices.filter((slice) => slice.rows <= most);
    const chunks = Array.from({ length: Math.ceil(crowded.length / CUT_AT_ONCE) }, (_, i) =>
      crowded.slice(i * CUT_AT_ONCE, (i + 1) * CUT_AT_ONCE),
    );
    await doAtOnce(chunks, async (chunk) => {
      slices.push(...(await cut(groups, rows, chunk, width)));
    });
  }
  return joinSlices(
    slices.sort((a, b) => a.from - b.from),
    most,
  );
}
