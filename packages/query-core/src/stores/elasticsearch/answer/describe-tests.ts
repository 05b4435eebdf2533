import type { KeywordField, KeywordsField } from '@achilles/types';
import type { TestDescription } from '../../../plan/plan.ts';
import { compareText } from '../../../score/order.ts';
import type { FieldPaths } from '../query/compile-predicate.ts';
import type { Query } from '../query/query.ts';
import type { AggResult, BucketResult } from './count-rows.ts';

const TERMS_AT_ONCE = 10_000;
const UUIDS_AT_ONCE = 1_000;

/** The row that describes a test: the newest, ties by smallest uuid, severity, category, missing last. */
interface NewestRow {
  readonly time: number;
  readonly uuid: string;
  readonly severity: string | null;
  readonly category: string | null;
}

const newestAgg = (paths: FieldPaths): Query => ({
  top_hits: {
    size: 1,
    _source: false,
    sort: [
      { [paths('event_time')]: { order: 'desc' } },
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

/** What such a walk reads in each bucket. */
export const describeWalkAggs = (paths: FieldPaths) => ({ newest: newestAgg(paths) });

function newestOf(bucket: BucketResult): NewestRow {
  const { newest } = bucket as unknown as { newest: { hits: { hits: { sort: unknown[] }[] } } };
  const [time, uuid, severity, category] = newest.hits.hits[0]?.sort ?? [];
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value));
  return { time: Number(time), uuid: String(uuid), severity: text(severity), category: text(category) };
}

function compareMissingLast(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compareText(a, b);
}

const isBefore = (a: NewestRow, b: NewestRow): boolean =>
  (b.time - a.time ||
    compareText(a.uuid, b.uuid) ||
    compareMissingLast(a.severity, b.severity) ||
    compareMissingLast(a.category, b.category)) < 0;

/** Gathers, per value, the uuids of its tests and the newest row. */
export class TestDescriptions {
  readonly #found = new Map<string, { readonly uuids: Set<string>; newest: NewestRow }>();

  /** Takes the result of `describeAggs`; false where it had no room for all values. */
  takeAll(result: AggResult): boolean {
    for (const bucket of result.buckets ?? []) {
      const uuids = bucket.uuids as AggResult;
      if ((uuids.sum_other_doc_count ?? 0) > 0) return false;
      const names = (uuids.buckets ?? []).map(({ key }) => String(key));
      this.#take(String(bucket.key), names, newestOf(bucket));
    }
    return (result.sum_other_doc_count ?? 0) === 0;
  }

  /** Takes one bucket of a walk. */
  takeBucket(bucket: BucketResult): void {
    const { k, u } = bucket.key as { k: unknown; u: unknown };
    this.#take(String(k), [String(u)], newestOf(bucket));
  }

  of(value: string): TestDescription | null {
    const found = this.#found.get(value);
    if (found === undefined) return null;
    const { uuid, severity, category } = found.newest;
    return { testUuids: found.uuids.size, testUuid: uuid, severity, category };
  }

  #take(value: string, uuids: readonly string[], newest: NewestRow): void {
    const before = this.#found.get(value);
    if (before === undefined) {
      this.#found.set(value, { uuids: new Set(uuids), newest });
      return;
    }
    for (const uuid of uuids) before.uuids.add(uuid);
    if (isBefore(newest, before.newest)) before.newest = newest;
  }
}
