import { isPage, type Plan } from '../../../plan/plan.ts';
import type { Predicate } from '../../../plan/predicate.ts';
import type { Scope } from '../../../plan/scope.ts';
import { compilePredicate, type FieldPaths } from '../query/compile-predicate.ts';
import { allOf, anyOf, MATCH_ALL, type Query } from '../query/query.ts';
import { resultsQuery } from '../query/results-query.ts';
import { ActivityWork } from './activity-work.ts';
import type { PartWork, Reading } from './part-work.ts';
import type { RowSide } from './run-fold.ts';
import { type RunWalk, runWalks } from './run-walk.ts';
import { VerdictWork } from './verdict-work.ts';

/** The aggregates of a plan while they are answered, and the walks that their runs take. */
export interface PlanWork {
  readonly scope: Scope;
  /** Documents that are no results, by their index. */
  readonly leftOut: readonly Query[];
  readonly parts: Readonly<Record<string, PartWork>>;
  readonly runs: readonly RunWalk[];
}

/** Begins to answer the aggregates of a plan. */
export function planWork({ scope, parts }: Plan, leftOut: readonly Query[]): PlanWork {
  const works = Object.fromEntries(
    Object.entries(parts).flatMap(([name, part]): [string, PartWork][] => {
      if (isPage(part)) return [];
      return [[name, part.kind === 'verdicts' ? new VerdictWork(part) : new ActivityWork(part)]];
    }),
  );
  const verdicts = Object.values(works).filter((work): work is VerdictWork => work instanceof VerdictWork);
  return { scope, leftOut, parts: works, runs: runWalks(verdicts) };
}

/** Runs are looked for in the first search up to this many buckets; more are walked. */
export const RUNS_AT_ONCE = 10_000;

/** The aggregation of a part. */
export const partName = (name: string): string => `part:${name}`;
/** The aggregation of the runs of one walk and side. */
export const runsName = (walk: number, side: RowSide): string => `runs:${walk}:${side}`;

/** The rows that every part reads, where they read the same; else the rows of any of them. */
function commonRows(work: PlanWork, paths: FieldPaths): { query: Query; apart: (rows: Predicate) => Query } {
  const rows = Object.values(work.parts).map(({ aggregate }) => aggregate.rows);
  const distinct = [...new Map(rows.map((predicate) => [JSON.stringify(predicate), predicate])).values()];
  const compiled = distinct.map((predicate) => compilePredicate(predicate, paths));
  if (distinct.length === 1) return { query: compiled[0] ?? MATCH_ALL, apart: () => MATCH_ALL };
  return { query: anyOf(compiled), apart: (predicate) => compilePredicate(predicate, paths) };
}

/** What the search of a plan is to do. */
export interface SearchOptions {
  readonly paths: FieldPaths;
  readonly reading: Reading;
  /** Whether it also looks for runs. */
  readonly withRuns: boolean;
  /** Paths of fields whose values may have been too long for their index to keep. */
  readonly mayBeIgnored: readonly string[];
}

/** The search that answers a plan, all of it unless there are too many runs or values. Equal plans give equal bytes. */
export function compileSearch(work: PlanWork, options: SearchOptions): Query {
  const { paths, reading, withRuns, mayBeIgnored } = options;
  const { query, apart } = commonRows(work, paths);
  const aggs: Record<string, Query> = {
    ignored: { filter: { terms: { _ignored: mayBeIgnored } } },
  };
  for (const [name, part] of Object.entries(work.parts)) {
    aggs[partName(name)] = { filter: apart(part.aggregate.rows), aggs: part.aggs(paths, reading) };
  }
  for (const [i, walk] of withRuns ? work.runs.entries() : []) {
    for (const side of walk.sides) {
      aggs[runsName(i, side)] = {
        filter: allOf([apart(walk.rows), walk.query(side, paths)]),
        aggs: { page: { composite: { size: RUNS_AT_ONCE, sources: walk.sources(paths) } } },
      };
    }
  }
  return {
    size: 0,
    track_total_hits: false,
    query: resultsQuery(work.scope, [query], paths, work.leftOut),
    aggs,
  };
}
