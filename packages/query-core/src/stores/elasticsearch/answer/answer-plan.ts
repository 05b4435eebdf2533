import { compilePredicate } from '../query/compile-predicate.ts';
import { ignoredPaths } from '../query/ignored-paths.ts';
import { resultsQuery } from '../query/results-query.ts';
import { compileSearch, type PlanWork, partName, RUNS_AT_ONCE, runsName } from './compile-search.ts';
import { type AggResult, bucketsIn } from './count-rows.ts';
import type { GroupReader, SearchReader, SearchResults } from './group-reader.ts';
import type { Reading } from './part-work.ts';
import { refuseIgnored } from './refuse-ignored.ts';
import { walkBuckets } from './walk-buckets.ts';
import { walkRuns } from './walk-runs.ts';

const BUCKETS_IN_PAGE = 5_000;

/** Gives every part its result; false where one of them needs more than that. */
const takeParts = ({ parts }: PlanWork, results: SearchResults, reading: Reading): boolean =>
  results === null ||
  Object.entries(parts)
    .map(([name, part]) => part.take(results[partName(name)] as AggResult, reading))
    .every((complete) => complete);

async function searchParts(
  { paths, search }: SearchReader,
  work: PlanWork,
  reading: Reading,
  withRuns: boolean,
): Promise<SearchResults> {
  const mayBeIgnored = ignoredPaths(
    Object.values(work.parts).map(({ aggregate }) => aggregate),
    paths,
  );
  const results = await search(compileSearch(work, { paths, reading, mayBeIgnored, withRuns }));
  refuseIgnored(results?.ignored?.doc_count ?? 0, mayBeIgnored);
  return results;
}

/** Answers a plan with one search; false where that had no room for all values or all runs. */
export async function answerAtOnce(group: SearchReader, work: PlanWork): Promise<boolean> {
  const results = await searchParts(group, work, 'at-once', true);
  let complete = takeParts(work, results, 'at-once');
  if (results === null) return complete;
  for (const [i, walk] of work.runs.entries()) {
    const folds = walk.folds();
    for (const side of walk.sides) {
      const buckets = bucketsIn(results[runsName(i, side)]?.page as AggResult | undefined);
      if (buckets.length >= RUNS_AT_ONCE) complete = false;
      for (const bucket of buckets) folds.take(bucket, side);
    }
    folds.judge();
  }
  return complete;
}

async function walkParts({ paths, search }: GroupReader, work: PlanWork, reading: Reading): Promise<void> {
  for (const part of Object.values(work.parts)) {
    for (const { query, take, ...composite } of part.walks(paths, reading)) {
      const queries = [compilePredicate(part.aggregate.rows, paths), query];
      const rows = resultsQuery(work.scope, queries, paths, work.leftOut);
      await walkBuckets(search, { ...composite, query: rows }, BUCKETS_IN_PAGE, take);
    }
  }
}

/** Answers a plan with as many searches as it takes; false where values must be read page by page and were not. */
export async function answerByWalking(
  groups: readonly GroupReader[],
  work: PlanWork,
  reading: Reading,
): Promise<boolean> {
  for (const group of groups) {
    const results = await searchParts(group, work, reading, false);
    if (!takeParts(work, results, reading)) return false;
    await walkParts(group, work, reading);
  }
  for (const walk of work.runs) await walkRuns(groups, work, walk);
  return true;
}
