import { judgeRun, type RunMode } from './judge-runs.ts';
import { type Aggs, NEWEST, type PlainScore, TIME, VERDICTS } from './plain-score.ts';
import { type AggResult, aggregateOnly, type BucketResult, type PlainTarget } from './plain-target.ts';
import { type GrowingFigures, readDescriptions, readVerdicts } from './read-figures.ts';

const KEEP_ALIVE = '1m';
const BUCKETS_IN_PAGE = 10_000;

const STAGE = {
  bool: {
    filter: [{ term: { 'f0rtika.is_bundle_control': true } }, { exists: { field: 'f0rtika.bundle_id' } }],
    must_not: [{ term: { 'f0rtika.category': 'cyber-hygiene' } }],
  },
};
const SINGLE = { bool: { must_not: [STAGE] } };

/** One bucket for each run and value: organization, bundle, host and time tell runs apart. */
const sourcesOf = ({ fields }: PlainScore) => [
  { o: { terms: { field: 'routing.oid', missing_bucket: true } } },
  { b: { terms: { field: 'f0rtika.bundle_id' } } },
  { h: { terms: { field: 'routing.hostname', missing_bucket: true } } },
  { t: { terms: { field: TIME } } },
  // A run without a value of the first field is in no bucket; one without the second is in those of the first.
  ...fields.map((field, i) => ({ [`f${i}`]: { terms: { field, missing_bucket: i > 0 } } })),
];

type Search = (filter: readonly object[], aggs: Aggs) => Promise<AggResult>;

async function inPointOfTime<T>(
  { client, index }: PlainTarget,
  use: (search: Search) => Promise<T>,
): Promise<T> {
  const { id } = await client.openPointInTime({ index, keep_alive: KEEP_ALIVE });
  try {
    return await use(async (filter, aggs) => {
      const pit = { id, keep_alive: KEEP_ALIVE };
      const response = await client.search<unknown, AggResult>({ pit, ...aggregateOnly(filter, aggs) });
      return response.aggregations as AggResult;
    });
  } finally {
    await client.closePointInTime({ id });
  }
}

/** Stages of one run under one key, added up over the buckets that hold them. */
type Folded = Map<string, { key: string; count: number; protected: number; detected: number }>;

const countOf = (bucket: BucketResult, name: string): number => (bucket[name] as AggResult).doc_count ?? 0;

function foldBucket(bucket: BucketResult, plain: PlainScore, runs: Folded): void {
  const { o, b, h, t, ...rest } = bucket.key as Record<string, string | number | null>;
  const values = Object.values(rest) as (string | null)[];
  for (const key of plain.keysOf(values, Number(t))) {
    const id = `${o}\n${b}\n${h}\n${t}\n${key}`;
    const run = runs.get(id) ?? { key, count: 0, protected: 0, detected: 0 };
    run.count += bucket.doc_count;
    run.protected += countOf(bucket, 'protected');
    run.detected += countOf(bucket, 'detected');
    runs.set(id, run);
  }
}

function addRuns(runs: Folded, mode: RunMode, into: GrowingFigures): void {
  for (const run of runs.values()) {
    const verdict = judgeRun(run, mode);
    const before = into.get(run.key) ?? [0, 0, 0];
    into.set(
      run.key,
      verdict.map((count, i) => count + Number(before[i])),
    );
  }
}

/**
 * Answers a score of runs by hand, over one point in time: the rows that are units of their own in one search, the
 * stages through a composite aggregation, page after page, judged here.
 */
export async function plainRuns(
  target: PlainTarget,
  plain: PlainScore,
  filter: readonly object[],
  mode: RunMode,
): Promise<GrowingFigures> {
  return inPointOfTime(target, async (search) => {
    const figures: GrowingFigures = new Map();
    const found = await search(filter, {
      singles: { filter: SINGLE, aggs: plain.aggs(VERDICTS) },
      ...(plain.describes && { newest: { filter: { match_all: {} }, aggs: plain.aggs(NEWEST) } }),
    });
    readVerdicts(found.singles as AggResult, figures);
    if (plain.describes) readDescriptions(found.newest as AggResult, figures);
    const runs: Folded = new Map();
    for (let after: AggResult['after_key']; ; ) {
      const composite = { size: BUCKETS_IN_PAGE, sources: sourcesOf(plain), ...(after && { after }) };
      const { page } = await search([...filter, STAGE], { page: { composite, aggs: VERDICTS } });
      const { buckets = [], after_key } = page as AggResult;
      for (const bucket of buckets) foldBucket(bucket, plain, runs);
      after = after_key;
      if (after === undefined || buckets.length < BUCKETS_IN_PAGE) break;
    }
    addRuns(runs, mode, figures);
    return figures;
  });
}
