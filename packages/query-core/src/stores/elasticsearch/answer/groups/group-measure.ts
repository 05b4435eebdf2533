import { PROTECTED_CODES, type SortOrder, UNPROTECTED_CODES } from '@achilles/types';
import type { GroupPage } from '../../../../plan/pages.ts';
import { compareValues } from '../../../../rows/compare-values.ts';
import { type FieldPaths, termsOf } from '../../query/compile-predicate.ts';
import type { Aggs, Query } from '../../query/query.ts';
import { withValues } from '../../query/with-values.ts';
import { type AggResult, type BucketResult, bucketsIn, rowsIn } from '../count-rows.ts';
import { miscounted } from './miscounted.ts';

/** What a group is ordered by: a value of its representative, or a count; null where it has none. */
export type GroupValue = string | number | null;

/** How many rows there are of each value. */
export type RowsByValue = ReadonlyMap<GroupValue, number>;

/** How the value that a group is ordered by is found out, from buckets of its rows. */
export interface GroupMeasure {
  /** Sources of a composite aggregation besides those that tell groups apart. */
  sources(paths: FieldPaths): readonly Query[];
  /** Aggregations of each of its buckets. */
  aggs(paths: FieldPaths): Aggs;
  /** The value of rows in one bucket. */
  valueOf(bucket: BucketResult): GroupValue;
  /** The value of a group with rows of both values. */
  join(a: GroupValue, b: GroupValue): GroupValue;
  /** Counts rows, each of which is a group of its own, by value. */
  singleAggs(paths: FieldPaths): Aggs;
  /** What became of them; null where there were more values than one search counts. */
  readSingles(result: AggResult): RowsByValue | null;
  /** Rows by which groups of the values may be told without their other rows; null where they hardly ever can. */
  having(values: readonly GroupValue[]): ((paths: FieldPaths) => Query) | null;
  /** The order of values on pages. */
  compare(a: GroupValue, b: GroupValue): number;
}

/** Groups in the order of time have no other value. */
const BY_TIME: GroupMeasure = {
  sources: () => [],
  aggs: () => ({}),
  valueOf: () => null,
  join: () => null,
  singleAggs: () => ({}),
  readSingles: (result) => new Map([[null, rowsIn(result)]]),
  having: () => null,
  compare: () => 0,
};

const VALUES_AT_ONCE = 10_000;

/** By a field of the representative, which is the member whose value comes first. */
function byField(field: 'hostname' | 'test_name' | 'severity', direction: SortOrder): GroupMeasure {
  const compare = compareValues(field, direction);
  const isHost = field === 'hostname';
  return {
    sources: (paths) => (isHost ? [] : [{ v: { terms: { field: paths(field), missing_bucket: true } } }]),
    aggs: () => ({}),
    valueOf: ({ key }) => (key as Readonly<Record<string, string | null>>)[isHost ? 'h' : 'v'] ?? null,
    join: (a, b) => (compare(a, b) <= 0 ? a : b),
    singleAggs: (paths) => ({ values: { terms: { field: paths(field), size: VALUES_AT_ONCE } } }),
    readSingles: (result) => {
      const values = result.values as AggResult | undefined;
      const rows = new Map<GroupValue, number>();
      let without = rowsIn(result);
      for (const { key, doc_count } of bucketsIn(values)) {
        rows.set(String(key), doc_count);
        without -= doc_count;
      }
      if (values?.sum_other_doc_count !== 0) return null;
      if (without < 0) throw miscounted(`standalone rows by ${field}`);
      return without === 0 ? rows : rows.set(null, without);
    },
    // Runs mix severities: those of one severity are seldom all there is of a group.
    having: (values) => (field === 'severity' ? null : (paths) => withValues(paths(field), values)),
    compare,
  };
}

const compareCounts = (direction: SortOrder) => (a: GroupValue, b: GroupValue) =>
  direction === 'asc' ? Number(a) - Number(b) : Number(b) - Number(a);

const sum = (a: GroupValue, b: GroupValue): number => Number(a) + Number(b);

const byMembers = (direction: SortOrder): GroupMeasure => ({
  ...BY_TIME,
  valueOf: ({ doc_count }) => doc_count,
  join: sum,
  readSingles: (result) => new Map([[1, rowsIn(result)]]),
  compare: compareCounts(direction),
});

/** By how many members have one of the codes. */
function byCodes(codes: readonly number[], direction: SortOrder): GroupMeasure {
  const aggs = (paths: FieldPaths) => ({ counted: { filter: termsOf(paths('error_code'), codes) } });
  const counted = (result: AggResult) => rowsIn(result.counted as AggResult | undefined);
  return {
    ...BY_TIME,
    aggs,
    valueOf: counted,
    join: sum,
    singleAggs: aggs,
    readSingles: (result) =>
      new Map([
        [1, counted(result)],
        [0, rowsIn(result) - counted(result)],
      ]),
    compare: compareCounts(direction),
  };
}

/** How groups are measured for an order (CONTRACT section 4, Groups). */
export function measureOf({ order: { by, direction }, members }: GroupPage): GroupMeasure {
  switch (by) {
    case 'event_time':
      return BY_TIME;
    case 'hostname':
    case 'test_name':
    case 'severity':
      if (members.field !== by || members.direction !== direction)
        throw new Error(
          'groups that are ordered by a field of their first member need members in that order',
        );
      return byField(by, direction);
    case 'totalCount':
      return byMembers(direction);
    case 'protectedCount':
      return byCodes(PROTECTED_CODES, direction);
    case 'unprotectedCount':
      return byCodes(UNPROTECTED_CODES, direction);
    default:
      return by satisfies never;
  }
}
