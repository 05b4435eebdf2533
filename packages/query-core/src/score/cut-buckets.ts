import type { Buckets, VerdictAggregate, VerdictBucket } from '../plan/plan.ts';
import { unitsOf } from './figures.ts';
import { compareText } from './order.ts';

function compareKeys(a: VerdictBucket, b: VerdictBucket): number {
  for (const [i, key] of a.keys.entries()) {
    const other = b.keys[i];
    const order = typeof key === 'number' ? key - Number(other) : compareText(key, String(other));
    if (order !== 0) return order;
  }
  return 0;
}

/** The buckets that an aggregate wants: those with units, the largest up to its limit. */
export function cutBuckets(
  found: readonly VerdictBucket[],
  { by, having, limit }: VerdictAggregate,
): Buckets<VerdictBucket> {
  const buckets = by.length === 0 ? found : found.filter((bucket) => unitsOf(bucket[having]) > 0);
  const total = buckets.length;
  if (limit === null || total <= limit) return { buckets, total };
  const largest = (a: VerdictBucket, b: VerdictBucket) =>
    unitsOf(b.base) - unitsOf(a.base) || compareKeys(a, b);
  return { buckets: buckets.toSorted(largest).slice(0, limit), total };
}
