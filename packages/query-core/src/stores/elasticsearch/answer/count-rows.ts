import type { Key, KeyValue, RowKey } from '../../../plan/plan.ts';
import { type Slots, slotOf } from '../../../plan/slots.ts';
import { StoreError } from '../../../ports/store-error.ts';
import type { FieldPaths } from '../query/compile-predicate.ts';
import type { Aggs, Query } from '../query/query.ts';

/** Queries by name; how many of the rows in a bucket each of them holds of is counted. */
export type Counters = Readonly<Record<string, Query>>;

/** The rows of one bucket: its keys, how many there are, and how many each counter holds of. */
export interface RowCounts {
  readonly keys: readonly KeyValue[];
  readonly rows: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** An aggregation's result: buckets, counts and further results by name. */
export interface AggResult {
  readonly doc_count?: number;
  readonly buckets?: readonly BucketResult[];
  readonly sum_other_doc_count?: number;
  readonly [name: string]: unknown;
}
/** One bucket of an aggregation's result. */
export interface BucketResult extends AggResult {
  readonly key: unknown;
  readonly doc_count: number;
}

/** More values than this of one field are counted page by page instead. */
const TERMS_AT_ONCE = 10_000;

/** One filter aggregation for each counter. */
export const counterAggs = (counters: Counters): Record<string, Query> =>
  Object.fromEntries(Object.entries(counters).map(([name, filter]) => [name, { filter }]));

/** Slots of one width as `date_histogram`; several stretches as one histogram each. */
function slotAggs(slots: Slots, inner: Aggs, paths: FieldPaths): Record<string, Query> {
  const field = paths('event_time');
  const histogram = (width: number): Query => ({
    date_histogram: { field, fixed_interval: `${width}ms`, min_doc_count: 1 },
    aggs: inner,
  });
  if (slots.length === 1) return { 'slot:0': histogram(slots[0]?.width ?? 1) };
  return Object.fromEntries(
    slots.map(({ from, width }, i) => {
      const until = slots[i + 1]?.from ?? null;
      const range = {
        ...(from !== null && { gte: from }),
        ...(until !== null && { lt: until }),
        format: 'epoch_millis',
      };
      return [`slot:${i}`, { filter: { range: { [field]: range } }, aggs: { slots: histogram(width) } }];
    }),
  );
}

/** Aggregations that count rows in buckets of every combination of the keys. */
export function countAggs(
  by: readonly (Key | RowKey)[],
  counters: Counters,
  paths: FieldPaths,
): Record<string, Query> {
  const [key, ...more] = by;
  const counts = counterAggs(counters);
  if (key === undefined) return counts;
  const inner = more.length === 0 ? counts : countAggs(more, counters, paths);
  if (key.kind === 'slot') return slotAggs(key.slots, inner, paths);
  const field = paths(key.field);
  return {
    values: { terms: { field, size: TERMS_AT_ONCE }, aggs: inner },
    ...(key.kind === 'optional' && { missing: { missing: { field }, aggs: inner } }),
  };
}

/** What became of `countAggs`; null where there were more values than could be counted at once. */
export function readCounts(
  result: AggResult,
  by: readonly (Key | RowKey)[],
  counters: Counters,
): RowCounts[] | null {
  const [key, ...more] = by;
  if (key === undefined) return [{ keys: [], rows: rowsIn(result), counts: readCounters(result, counters) }];
  const found: RowCounts[] = [];
  for (const counted of valuesOf(result, key)) {
    if (counted === null) return null;
    const inner = readCounts(counted.result, more, counters);
    if (inner === null) return null;
    for (const row of inner) found.push({ ...row, keys: [counted.value, ...row.keys] });
  }
  return found;
}

/** How many rows each counter holds of in one bucket. */
export const readCounters = (bucket: AggResult, counters: Counters): Record<string, number> =>
  Object.fromEntries(
    Object.keys(counters).map((name) => [name, rowsIn(bucket[name] as AggResult | undefined)]),
  );

/** The rows of a bucket; an aggregation that was asked for and not answered is a fault, not a zero. */
export function rowsIn(result: AggResult | undefined): number {
  if (result?.doc_count === undefined) throw missingPart();
  return result.doc_count;
}

/** The buckets of an aggregation. @throws StoreError when it was not answered */
export function bucketsIn(result: AggResult | undefined): readonly BucketResult[] {
  if (result?.buckets === undefined) throw missingPart();
  return result.buckets;
}

const missingPart = (): StoreError =>
  new StoreError('failed', 'the store left an aggregation out of its answer');

/** A key's value from the one that an aggregation tells; null stands for a missing one. */
function keyValue(key: Key | RowKey, told: unknown): KeyValue {
  if (key.kind === 'slot') return slotOf(key.slots, Number(told));
  if (told === null) return null;
  return key.field === 'error_code' ? Number(told) : String(told);
}

/** The values of one level and what was counted of each; ends with null where some were left out. */
function* valuesOf(
  result: AggResult,
  key: Key | RowKey,
): Generator<{ readonly value: KeyValue; readonly result: AggResult } | null> {
  if (key.kind === 'slot') {
    for (let i = 0; i < key.slots.length; i++) {
      const stretch = result[`slot:${i}`] as AggResult;
      const slots = stretch.buckets === undefined ? (stretch.slots as AggResult) : stretch;
      for (const bucket of bucketsIn(slots)) yield { value: keyValue(key, bucket.key), result: bucket };
    }
    return;
  }
  const values = result.values as AggResult;
  for (const bucket of bucketsIn(values)) yield { value: keyValue(key, bucket.key), result: bucket };
  if (key.kind === 'optional') {
    const missing = result.missing as AggResult | undefined;
    if (rowsIn(missing) > 0) yield { value: null, result: missing as AggResult };
  }
  if ((values.sum_other_doc_count ?? 0) > 0) yield null;
}

/** The size of a page of a walk that only counts. */
export const COUNTS_IN_PAGE = 20_000;

/** The sources of a composite aggregation that walks the same buckets, all of them. */
export function countSources(by: readonly (Key | RowKey)[], paths: FieldPaths): Query[] {
  return by.map((key, i) => {
    if (key.kind !== 'slot') {
      const missing = key.kind === 'optional' && { missing_bucket: true };
      return { [`k${i}`]: { terms: { field: paths(key.field), ...missing } } };
    }
    // The narrowest width divides the others: its slots are put together on reading.
    const width = Math.min(...key.slots.map((slot) => slot.width));
    return {
      [`k${i}`]: { date_histogram: { field: paths('event_time'), fixed_interval: `${width}ms` } },
    };
  });
}

/** One bucket of such a walk. */
export function readCountBucket(
  bucket: BucketResult,
  by: readonly (Key | RowKey)[],
  counters: Counters,
): RowCounts {
  const keys = bucket.key as Record<string, unknown>;
  return {
    keys: by.map((key, i) => keyValue(key, keys[`k${i}`])),
    rows: bucket.doc_count,
    counts: readCounters(bucket, counters),
  };
}
