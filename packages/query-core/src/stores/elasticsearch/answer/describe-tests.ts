import type { KeywordField, KeywordsField } from '@achilles/types';
import type { TestDescriptions, TestRun } from '../../../score/test-descriptions.ts';
import type { FieldPaths } from '../query/compile-predicate.ts';
import type { Query } from '../query/query.ts';
import type { AggResult, BucketResult } from './count-rows.ts';

const TERMS_AT_ONCE = 10_000;
const UUIDS_AT_ONCE = 1_000;

/** The row that describes a test, in the order that `TestDescriptions` compares by. */
const newestAgg = (paths: FieldPaths): Query => ({
  top_hits: {
    size: 1,
    _source: false,
    sort: [
      { [paths('event_time')]: { order: 'desc', unmapped_type: 'date' } },
      ...(['test_uuid', 'severity', 'category'] as const).map((field) => ({
        [paths(field)]: { order: 'asc', missing: '_last', unmapped_type: 'keyword' },
      })),
    ],
  },
});

/** Aggregations that describe the tests of each value of a field. */
export const describeAggs = (field: KeywordField | KeywordsField, paths: FieldPaths): Query => ({
  terms: { field: paths(field), size: TERMS_AT_ONCE },
  aggs: {
    uuids: { terms: { field: paths('test_uuid'), size: UUIDS_AT_ONCE } },
    newest: newestAgg(paths),
  },
});

/** The sources of a walk that finds the same, for any number of values and uuids. */
export const describeSources = (field: KeywordField | KeywordsField, paths: FieldPaths): Query[] => [
  { k: { terms: { field: paths(field) } } },
  { u: { terms: { field: paths('test_uuid') } } },
];

/** The size of its pages: each bucket holds a row. */
export const DESCRIPTIONS_IN_PAGE = 5_000;

/** What such a walk reads in each bucket. */
export const describeWalkAggs = (paths: FieldPaths) => ({ newest: newestAgg(paths) });

function newestOf(bucket: BucketResult): TestRun {
  const newest = bucket.newest as { hits: { hits: { sort: unknown[] }[] } };
  const [time, uuid, severity, category] = newest.hits.hits[0]?.sort ?? [];
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value));
  return { time: Number(time), uuid: String(uuid), severity: text(severity), category: text(category) };
}

/** Takes the result of `describeAggs`; false where it had no room for all values. */
export function takeDescriptions(result: AggResult, into: TestDescriptions): boolean {
  for (const bucket of result.buckets ?? []) {
    const uuids = bucket.uuids as AggResult;
    if ((uuids.sum_other_doc_count ?? 0) > 0) return false;
    const names = (uuids.buckets ?? []).map(({ key }) => String(key));
    into.add(String(bucket.key), names, newestOf(bucket));
  }
  return (result.sum_other_doc_count ?? 0) === 0;
}

/** Takes one bucket of the walk. */
export function takeDescription(bucket: BucketResult, into: TestDescriptions): void {
  const { k, u } = bucket.key as { k: unknown; u: unknown };
  into.add(String(k), [String(u)], newestOf(bucket));
}
