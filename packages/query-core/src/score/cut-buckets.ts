import type { Buckets, RowAggregate, RowBucket, VerdictAggregate, VerdictBucket } from '../plan/plan.ts';
import { compareKeys } from './compare-keys.ts';
import { unitsOf } from './figures.ts';
import { byRows } from './row-order.ts';

/** The largest buckets up to a limit, and how many there are before it cuts them. */
function largest<B>(buckets: readonly B[], limit: number | null, order: (a: B, b: B) => number): Buckets<B> {
  const total = buckets.length;
  return {
    buckets: limit === null || total <= limit ? buckets : buckets.toSorted(order).slice(0, limit),
    total,
  };
}

const byUnits = (a: VerdictBucket, b: VerdictBucket): number =>
  unitsOf(b.base) - unitsOf(a.base) || compareKeys(a.keys, b.keys);

/** The buckets that a verdict aggregate wants: those with units, the largest up to its limit. */
export function cutBuckets(
  found: readonly VerdictBucket[],
  { by, having, limit }: VerdictAggregate,
): Buckets<VerdictBucket> {
  const buckets = by.length === 0 ? found : found.filter((bucket) => unitsOf(bucket[having]) > 0);
  return largest(buckets, limit, byUnits);
}

/** The buckets that a row aggregate wants: the largest up to its limit. */
export const cutRowBuckets = (found: readonly RowBucket[], { limit }: RowAggregate): Buckets<RowBucket> =>
  largest(found, limit, byRows);
