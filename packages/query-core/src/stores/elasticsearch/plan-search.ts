import { StoreError } from '../../ports/store-error.ts';
import { compilePredicate } from './compile-predicate.ts';
import {
  compileSearch,
  type PlanWork,
  partName,
  RUNS_AT_ONCE,
  resultsQuery,
  runsName,
} from './compile-search.ts';
import type { AggResult, BucketResult } from './count-rows.ts';
import { ignoredPaths } from './ignored-paths.ts';
import type { IndexGroup } from './index-groups.ts';
import type { Reading } from './part-work.ts';
import { allOf, type Query } from './query.ts';
import type { RunWalk } from './run-walk.ts';
import { type Slice, slicesOf } from './slices.ts';

/** Sends one search and returns its aggregations. */
export type Search = (body: Query) => Promise<Readonly<Record<string, AggResult>>>;

const DAY = 86_400_000;
/** Widths by which a crowded slice of time is cut finer, milliseconds. */
const FINER: readonly number[] = [3_600_000, 60_000, 1_000];
/** Each slice fits into one page of a composite aggregation, since every further page reads the slice again. */
const ROWS_IN_SLICE = 20_000;
const BUCKETS_IN_PAGE = 20_000;
const SLICES_AT_ONCE = 3;

function refuseIgnored(result: Readonly<Record<string, AggResult>>, paths: readonly string[]): void {
  const rows = result.ignored?.doc_count ?? 0;
  if (rows === 0) return;
  const message =
    `${rows} rows have a value in ${paths.join(' or ')} that its index did not keep (ignore_above, ignore_malformed); ` +
    'reindex them with a mapping that keeps it, or leave their index out of the index pattern';
  throw new StoreError('unreadable', message);
}

/** Asks what one search can answer; false where it had no room for all values. */
export async function searchParts(
  search: Search,
  work: PlanWork,
  group: IndexGroup,
  reading: Reading,
): Promise<boolean> {
  const { paths } = group;
  const mayBeIgnored = ignoredPaths(work, paths);
  const body = compileSearch(work, { paths, reading, mayBeIgnored, withRuns: false, indices: group.query });
  const result = await search(body);
  refuseIgnored(result, mayBeIgnored);
  return takeParts(work, result, reading);
}

function takeParts(work: PlanWork, result: Readonly<Record<string, AggResult>>, reading: Reading): boolean {
  return Object.entries(work.parts)
    .map(([name, part]) => part.take(result[partName(name)] ?? {}, reading))
    .every((complete) => complete);
}

/** Asks everything in one search; false where that had no room for all values or all runs. */
export async function searchOnce(search: Search, work: PlanWork, group: IndexGroup): Promise<boolean> {
  const { paths } = group;
  const mayBeIgnored = ignoredPaths(work, paths);
  const body = compileSearch(work, {
    ...{ paths, reading: 'at-once', mayBeIgnored, withRuns: true, indices: group.query },
  });
  const result = await search(body);
  refuseIgnored(result, mayBeIgnored);
  let complete = takeParts(work, result, 'at-once');
  for (const [i, walk] of work.runs.entries()) {
    const folds = walk.folds();
    for (const side of walk.sides) {
      const { buckets = [] } = result[runsName(i, side)]?.page as AggResult;
      if (buckets.length >= RUNS_AT_ONCE) complete = false;
      for (const bucket of buckets) folds.take(bucket, side);
    }
    folds.judge();
  }
  return complete;
}

interface Composite {
  readonly query: Query;
  readonly sources: readonly Query[];
  readonly aggs?: Readonly<Record<string, Query>>;
}

/** Every bucket of a composite aggregation, page after page. */
export async function walkBuckets(
  search: Search,
  { query, sources, aggs = {} }: Composite,
  size: number,
  take: (bucket: BucketResult) => void,
): Promise<void> {
  for (let after: unknown; ; ) {
    const composite = { size, sources, ...(after !== undefined && { after }) };
    const body = { size: 0, track_total_hits: false, query, aggs: { page: { composite, aggs } } };
    const { page } = await search(body);
    for (const bucket of page?.buckets ?? []) take(bucket);
    after = page?.after_key;
    if (after === undefined || (page?.buckets ?? []).length < size) return;
  }
}

/** Counts the stages of a walk by time and cuts the time line into slices of not too many. */
async function sliceStages(
  search: Search,
  work: PlanWork,
  walk: RunWalk,
  groups: readonly IndexGroup[],
): Promise<Slice[]> {
  const within = async (range: Query | null, width: number): Promise<Slice[]> => {
    const rows = new Map<number, number>();
    for (const { paths, query } of groups) {
      const field = paths('event_time');
      const stages = walk.sides.map((side) => walk.query(side, paths));
      const queries = [compilePredicate(walk.rows, paths), { bool: { should: stages } }];
      const body = {
        size: 0,
        track_total_hits: false,
        query: resultsQuery(work.scope, range === null ? queries : [...queries, range], paths, query),
        aggs: { times: { date_histogram: { field, fixed_interval: `${width}ms`, min_doc_count: 1 } } },
      };
      for (const { key, doc_count } of (await search(body)).times?.buckets ?? [])
        rows.set(Number(key), (rows.get(Number(key)) ?? 0) + doc_count);
    }
    const buckets = [...rows].sort(([a], [b]) => a - b).map(([start, count]) => ({ start, rows: count }));
    return slicesOf(buckets, width, ROWS_IN_SLICE);
  };
  let slices = await within(null, DAY);
  for (const width of FINER) {
    const cut = slices.map((slice) =>
      slice.rows <= ROWS_IN_SLICE ? [slice] : within(rangeOf(slice, groups), width),
    );
    slices = (await Promise.all(cut)).flat();
  }
  return slices;
}

const rangeOf = ({ from, until }: Slice, groups: readonly IndexGroup[]): Query => ({
  range: {
    [groups[0]?.paths('event_time') ?? '']: { gte: from, lt: until, format: 'epoch_millis' },
  },
});

/** Walks through all runs of a walk, slice by slice: a run has one time, and so lies in one slice. */
export async function walkRuns(
  search: Search,
  work: PlanWork,
  walk: RunWalk,
  groups: readonly IndexGroup[],
): Promise<void> {
  const slices = await sliceStages(search, work, walk, groups);
  const walkSlice = async (slice: Slice) => {
    const folds = walk.folds();
    for (const { paths, query } of groups) {
      for (const side of walk.sides) {
        const queries = [
          compilePredicate(walk.rows, paths),
          walk.query(side, paths),
          rangeOf(slice, groups),
        ];
        const composite = {
          query: resultsQuery(work.scope, queries, paths, query),
          sources: walk.sources(paths),
        };
        await walkBuckets(search, composite, BUCKETS_IN_PAGE, (bucket) => folds.take(bucket, side));
      }
    }
    folds.judge();
  };
  const queue = slices.values();
  const next = async () => {
    for (const slice of queue) await walkSlice(slice);
  };
  await Promise.all(Array.from({ length: SLICES_AT_ONCE }, next));
}

/** Walks whatever the parts could not be told at once. */
export async function walkParts(
  search: Search,
  work: PlanWork,
  group: IndexGroup,
  reading: Reading,
): Promise<void> {
  const { paths } = group;
  for (const part of Object.values(work.parts)) {
    for (const { query, sources, aggs, take } of part.walks(paths, reading)) {
      const rows = allOf([compilePredicate(part.aggregate.rows, paths), query]);
      const composite = { query: resultsQuery(work.scope, [rows], paths, group.query), sources, aggs };
      await walkBuckets(search, composite, BUCKETS_IN_PAGE / 4, take);
    }
  }
}
