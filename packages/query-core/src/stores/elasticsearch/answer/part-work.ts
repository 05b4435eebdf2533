import type { Aggregate, Buckets } from '../../../plan/plan.ts';
import type { FieldPaths } from '../query/compile-predicate.ts';
import type { Aggs, Query } from '../query/query.ts';
import type { AggResult, BucketResult } from './count-rows.ts';

/** How buckets are read: those of one search, or page by page where one search has no room for all of them. */
export type Reading = 'at-once' | 'paged';

/** A composite aggregation that is walked to its end. */
export interface Walk {
  /** Which rows besides those of the part. */
  readonly query: Query;
  readonly sources: readonly Query[];
  readonly aggs: Aggs;
  /** How many buckets a page has: as many as there is memory for, since each page reads the rows again. */
  readonly pageSize: number;
  take(bucket: BucketResult): void;
}

/** One part of a plan while it is answered: what to ask for, and what has been found so far. */
export interface PartWork {
  readonly aggregate: Aggregate;
  /** What one search is to count. */
  aggs(paths: FieldPaths, reading: Reading): Aggs;
  /** Takes that search's result; false where it had no room for all buckets. */
  take(result: AggResult, reading: Reading): boolean;
  /** What is walked besides. */
  walks(paths: FieldPaths, reading: Reading): readonly Walk[];
  answer(): Buckets<unknown>;
}
