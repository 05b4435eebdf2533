import type { Buckets, Key, VerdictAggregate, VerdictBucket } from '../../../plan/plan.ts';
import { cutBuckets } from '../../../score/cut-buckets.ts';
import { TestDescriptions } from '../../../score/test-descriptions.ts';
import { VerdictTally } from '../../../score/verdict-tally.ts';
import { compileAccepted } from '../query/compile-accepted.ts';
import type { FieldPaths } from '../query/compile-predicate.ts';
import { type Aggs, MATCH_ALL, notOf, type Query } from '../query/query.ts';
import { stageQuery, verdictCounters } from '../query/verdict-queries.ts';
import {
  type AggResult,
  COUNTS_IN_PAGE,
  type Counters,
  countAggs,
  counterAggs,
  countSources,
  readCountBucket,
  readCounts,
} from './count-rows.ts';
import {
  DESCRIPTIONS_IN_PAGE,
  describeAggs,
  describeSources,
  describeWalkAggs,
  takeDescription,
  takeDescriptions,
} from './describe-tests.ts';
import type { PartWork, Reading, Walk } from './part-work.ts';

/** Answers a verdict aggregate but for its runs, which `RunWalk` adds to the tally. */
export class VerdictWork implements PartWork {
  readonly aggregate: VerdictAggregate;
  readonly tally = new VerdictTally();
  readonly #descriptions = new TestDescriptions();
  /** The names of the counters, whatever their queries are in a group of indices. */
  readonly #counters: Counters;

  constructor(aggregate: VerdictAggregate) {
    this.aggregate = aggregate;
    this.#counters = verdictCounters(aggregate, () => '');
  }

  aggs(paths: FieldPaths, reading: Reading): Aggs {
    if (this.#walked(reading)) return {};
    const { by } = this.aggregate;
    const counts = countAggs(by, verdictCounters(this.aggregate, paths), paths);
    const described = this.#described(paths);
    return {
      singles: { filter: this.#singles(paths), aggs: counts },
      ...(described !== null && {
        described: {
          filter: described.base,
          aggs: { values: describeAggs(described.field, paths) },
        },
      }),
    };
  }

  take(result: AggResult, reading: Reading): boolean {
    if (this.#walked(reading)) return true;
    const rows = readCounts(result.singles as AggResult, this.aggregate.by, this.#counters);
    if (rows === null) return false;
    for (const row of rows) this.tally.addRows(row);
    const described = result.described as AggResult | undefined;
    return described === undefined || takeDescriptions(described.values as AggResult, this.#descriptions);
  }

  walks(paths: FieldPaths, reading: Reading): readonly Walk[] {
    if (!this.#walked(reading)) return [];
    const { by } = this.aggregate;
    const walks: Walk[] = [
      {
        query: this.#singles(paths),
        sources: countSources(by, paths),
        aggs: counterAggs(verdictCounters(this.aggregate, paths)),
        pageSize: COUNTS_IN_PAGE,
        take: (bucket) => this.tally.addRows(readCountBucket(bucket, by, this.#counters)),
      },
    ];
    const described = this.#described(paths);
    if (described !== null) {
      walks.push({
        query: described.base,
        sources: describeSources(described.field, paths),
        aggs: describeWalkAggs(paths),
        pageSize: DESCRIPTIONS_IN_PAGE,
        take: (bucket) => takeDescription(bucket, this.#descriptions),
      });
    }
    return walks;
  }

  answer(): Buckets<VerdictBucket> {
    const buckets = this.tally.buckets().map((bucket): VerdictBucket => {
      const test = this.aggregate.describeTests ? this.#descriptions.of(String(bucket.keys[0])) : null;
      return { ...bucket, test };
    });
    return cutBuckets(buckets, this.aggregate);
  }

  #walked(reading: Reading): boolean {
    return reading === 'paged' && this.aggregate.by.length > 0;
  }

  /** Rows that are units of their own. */
  #singles(paths: FieldPaths): Query {
    return this.aggregate.unit === 'per-stage' ? MATCH_ALL : notOf(stageQuery(paths));
  }

  #described(paths: FieldPaths) {
    const { by, accepted, describeTests } = this.aggregate;
    const [key] = by as readonly [Key?];
    if (!describeTests || key?.kind !== 'field') return null;
    const base = accepted.length === 0 ? MATCH_ALL : notOf(compileAccepted(accepted, paths));
    return { field: key.field, base };
  }
}
