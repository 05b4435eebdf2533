import type { Client } from '@elastic/elasticsearch';
import type { Aggs } from './plain-score.ts';

/** Where the rows are that the product reads. */
export interface PlainTarget {
  readonly client: Client;
  readonly index: string;
}

/** What an aggregation found: rows, buckets, and further results by name. */
export interface AggResult {
  readonly doc_count?: number;
  readonly buckets?: readonly BucketResult[];
  readonly after_key?: Readonly<Record<string, unknown>>;
  readonly value?: number;
  readonly [name: string]: unknown;
}
export interface BucketResult extends AggResult {
  readonly key: unknown;
  readonly doc_count: number;
}

/** The part of a search that is the same whether it goes to indices or to a point in time. */
export const aggregateOnly = (filter: readonly object[], aggs: Aggs, countHits = false) => ({
  size: 0,
  track_total_hits: countHits,
  query: { bool: { filter: [...filter] } },
  aggs: aggs as Record<string, object>,
});

/** One aggregating search over indices, never from the cache of requests. */
export async function aggregate(
  { client, index }: PlainTarget,
  filter: readonly object[],
  aggs: Aggs,
): Promise<AggResult> {
  const response = await client.search<unknown, AggResult>({
    index,
    request_cache: false,
    ...aggregateOnly(filter, aggs, !('values' in aggs)),
  });
  const { total } = response.hits;
  const rows = typeof total === 'object' ? { doc_count: total.value } : {};
  return { ...rows, ...response.aggregations };
}
