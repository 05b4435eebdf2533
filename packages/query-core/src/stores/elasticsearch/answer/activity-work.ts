import { CONCLUSIVE_CODES, ERROR_CODES } from '@achilles/types';
import type { ActivityAggregate, ActivityBucket, Buckets } from '../../../plan/plan.ts';
import { type FieldPaths, termsOf } from '../query/compile-predicate.ts';
import { type Aggs, MATCH_ALL } from '../query/query.ts';
import {
  type AggResult,
  type Counters,
  countAggs,
  counterAggs,
  countSources,
  type RowCounts,
  readCountBucket,
  readCounts,
} from './count-rows.ts';
import type { PartWork, Reading, Walk } from './part-work.ts';

const counters = (paths: FieldPaths): Counters => ({
  errors: termsOf(paths('error_code'), ERROR_CODES),
  conclusive: termsOf(paths('error_code'), CONCLUSIVE_CODES),
});

const NAMES: Counters = { errors: MATCH_ALL, conclusive: MATCH_ALL };

/** Answers an activity aggregate. */
export class ActivityWork implements PartWork {
  readonly aggregate: ActivityAggregate;
  readonly #buckets = new Map<string, ActivityBucket>();

  constructor(aggregate: ActivityAggregate) {
    this.aggregate = aggregate;
  }

  aggs(paths: FieldPaths, reading: Reading): Aggs {
    return this.#walked(reading) ? {} : countAggs(this.aggregate.by, counters(paths), paths);
  }

  take(result: AggResult, reading: Reading): boolean {
    if (this.#walked(reading)) return true;
    const rows = readCounts(result, this.aggregate.by, NAMES);
    for (const row of rows ?? []) this.#add(row);
    return rows !== null;
  }

  walks(paths: FieldPaths, reading: Reading): readonly Walk[] {
    if (!this.#walked(reading)) return [];
    const { by } = this.aggregate;
    return [
      {
        query: MATCH_ALL,
        sources: countSources(by, paths),
        aggs: counterAggs(counters(paths)),
        take: (bucket) => this.#add(readCountBucket(bucket, by, NAMES)),
      },
    ];
  }

  answer(): Buckets<ActivityBucket> {
    const buckets = [...this.#buckets.values()];
    return { buckets, total: buckets.length };
  }

  #walked(reading: Reading): boolean {
    return reading === 'paged' && this.aggregate.by.length > 0;
  }

  #add({ keys, counts: { errors = 0, conclusive = 0 } }: RowCounts): void {
    const id = JSON.stringify(keys);
    const before = this.#buckets.get(id);
    this.#buckets.set(id, {
      keys,
      errors: errors + (before?.errors ?? 0),
      conclusive: conclusive + (before?.conclusive ?? 0),
    });
  }
}
