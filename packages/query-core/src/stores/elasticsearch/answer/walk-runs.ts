import { compilePredicate } from '../query/compile-predicate.ts';
import { anyOf, type Query } from '../query/query.ts';
import { resultsQuery } from '../query/results-query.ts';
import type { PlanWork } from './compile-search.ts';
import { doAtOnce } from './do-at-once.ts';
import type { GroupReader } from './group-reader.ts';
import { type RowsQuery, sliceQuery } from './rows-by-time.ts';
import type { RunWalk } from './run-walk.ts';
import { sliceRows } from './slice-rows.ts';
import type { Slice } from './slices.ts';
import { walkBuckets } from './walk-buckets.ts';

/** A slice fits into one page: every further page would read the slice again. */
const STAGES_IN_SLICE = 50_000;
const BUCKETS_IN_PAGE = 50_000;

/** The stages of a walk. */
const stagesOf =
  ({ scope, leftOut }: PlanWork, walk: RunWalk): RowsQuery =>
  (paths) => {
    const stages: Query = anyOf(walk.sides.map((side) => walk.query(side, paths)));
    return resultsQuery(scope, [compilePredicate(walk.rows, paths), stages], paths, leftOut);
  };

async function walkSlice(
  groups: readonly GroupReader[],
  work: PlanWork,
  walk: RunWalk,
  slice: Slice,
): Promise<void> {
  const folds = walk.folds();
  for (const { paths, search } of groups) {
    for (const side of walk.sides) {
      const queries = [compilePredicate(walk.rows, paths), walk.query(side, paths), sliceQuery(slice, paths)];
      const query = resultsQuery(work.scope, queries, paths, work.leftOut);
      const composite = { query, sources: walk.sources(paths) };
      await walkBuckets(search, composite, BUCKETS_IN_PAGE, (bucket) => folds.take(bucket, side));
    }
  }
  folds.judge();
}

/** Judges all runs of a walk, slice by slice: a run has one time, and so lies in one slice. */
export async function walkRuns(groups: readonly GroupReader[], work: PlanWork, walk: RunWalk): Promise<void> {
  const slices = await sliceRows(groups, stagesOf(work, walk), STAGES_IN_SLICE);
  await doAtOnce(slices, (slice) => walkSlice(groups, work, walk, slice));
}
