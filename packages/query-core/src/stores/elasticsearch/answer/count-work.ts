import type { Aggregate, Buckets } from '../../../plan/plan.ts';
import type { FieldPaths } from '../query/compile-predicate.ts';
import { type Aggs, MATCH_ALL } from '../query/query.ts';
import {
  type AggResult,
  COUNTS_IN_PAGE,
  type Counters,
  countAggs,
  counterAggs,
  countSources,
  type RowCounts,
  readCountBucket,
  readCounts,
} from './count-rows.ts';
import type { PartWork, Reading, Walk } from './part-work.ts';

/** What is counted of the rows in each bucket, and how a part words it. */
export interface Counting<B> {
  counters(paths: FieldPaths): Counters;
  answer(found: readonly RowCounts[]): Buckets<B>;
}

/** Answers an aggregate that counts rows. */
export class CountWork<B> implements PartWork {
  readonly aggregate: Aggregate;
  readonly #counting: Counting<B>;
  /** The names of the counters, whatever their queries are in a group of indices. */
  readonly #names: Counters;
  readonly #found = new Map<string, RowCounts>();

  constructor(aggregate: Aggregate, counting: Counting<B>) {
    this.aggregate = aggregate;
    this.#counting = counting;
    this.#names = counting.counters(() => '');
  }

  aggs(paths: FieldPaths, reading: Reading): Aggs {
    const counters = this.#counting.counters(paths);
    return this.#walked(reading) ? {} : countAggs(this.aggregate.by, counters, paths);
  }

  take(result: AggResult, reading: Reading): boolean {
    if (this.#walked(reading)) return true;
    const rows = readCounts(result, this.aggregate.by, this.#names);
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
        aggs: counterAggs(this.#counting.counters(paths)),
        pageSize: COUNTS_IN_PAGE,
        take: (bucket) => this.#add(readCountBucket(bucket, by, this.#names)),
      },
    ];
  }

  answer(): Buckets<B> {
    return this.#counting.answer([...this.#found.values()]);
  }

  #walked(reading: Reading): boolean {
    return reading === 'paged' && this.aggregate.by.length > 0;
  }

  /** Adds what another group of indices has of the same bucket. */
  #add(row: RowCounts): void {
    const id = JSON.stringify(row.keys);
    const before = this.#found.get(id);
    this.#found.set(id, before === undefined ? row : addRows(before, row));
  }
}

const addRows = ({ keys, rows, counts }: RowCounts, more: RowCounts): RowCounts => ({
  keys,
  rows: rows + more.rows,
  counts: Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [name, count + (more.counts[name] ?? 0)]),
  ),
});
