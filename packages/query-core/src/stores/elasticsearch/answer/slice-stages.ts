import { compilePredicate, type FieldPaths } from '../query/compile-predicate.ts';
import { anyOf, type Query } from '../query/query.ts';
import { resultsQuery } from '../query/results-query.ts';
import type { PlanWork } from './compile-search.ts';
import { bucketsIn } from './count-rows.ts';
import type { GroupReader } from './group-reader.ts';
import type { RunWalk } from './run-walk.ts';
import { type HistogramBucket, type Slice, slicesOf } from './slices.ts';

/** Widths by which the time line is cut, milliseconds; the finer ones only where a slice is crowded. */
const WIDTHS = [86_400_000, 3_600_000, 60_000, 1_000] as const;

/** Rows with a time within a slice. */
export const sliceQuery = ({ from, until }: Pick<Slice, 'from' | 'until'>, paths: FieldPaths): Query => ({
  range: { [paths('event_time')]: { gte: from, lt: until, format: 'epoch_millis' } },
});

/** How many stages of a walk there are by time, in all groups. */
async function countStages(
  groups: readonly GroupReader[],
  work: PlanWork,
  walk: RunWalk,
  within: Slice | null,
  width: number,
): Promise<HistogramBucket[]> {
  const rows = new Map<number, number>();
  for (const { paths, search } of groups) {
    const queries = [
      compilePredicate(walk.rows, paths),
      anyOf(walk.sides.map((side) => walk.query(side, paths))),
      ...(within === null ? [] : [sliceQuery(within, paths)]),
    ];
    const field = paths('event_time');
    const results = await search({
      size: 0,
      track_total_hits: false,
      query: resultsQuery(work.scope, queries, paths, work.leftOut),
      aggs: { times: { date_histogram: { field, fixed_interval: `${width}ms`, min_doc_count: 1 } } },
    });
    for (const { key, doc_count } of results === null ? [] : bucketsIn(results.times))
      rows.set(Number(key), (rows.get(Number(key)) ?? 0) + doc_count);
  }
  return [...rows].sort(([a], [b]) => a - b).map(([start, count]) => ({ start, rows: count }));
}

/** Cuts the time line into slices with at most so many stages each, where no single second has more. */
export async function sliceStages(
  groups: readonly GroupReader[],
  work: PlanWork,
  walk: RunWalk,
  most: number,
): Promise<Slice[]> {
  let slices: Slice[] = [];
  for (const [i, width] of WIDTHS.entries()) {
    const crowded: (Slice | null)[] = i === 0 ? [null] : slices.filter(({ rows }) => rows > most);
    const calm = slices.filter(({ rows }) => rows <= most);
    const cut = await Promise.all(
      crowded.map(async (slice) =>
        slicesOf(await countStages(groups, work, walk, slice, width), width, most),
      ),
    );
    slices = [...calm, ...cut.flat()];
  }
  return slices;
}
