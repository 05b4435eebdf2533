import { isCausedBy, tripsBreaker } from '../client/elasticsearch-error.ts';
import type { Aggs, Query } from '../query/query.ts';
import { type BucketResult, bucketsIn } from './count-rows.ts';
import type { Search } from './group-reader.ts';

/** A composite aggregation: one bucket for each combination of its sources. */
export interface Composite {
  readonly query: Query;
  readonly sources: readonly Query[];
  readonly aggs?: Aggs;
}

const LEAST_PAGE = 100;

/** An answer of more buckets than an operator allows (`search.max_buckets`), or than the node has memory for. */
export const isTooMuch = (error: unknown): boolean =>
  isCausedBy(error, 'too_many_buckets_exception') || tripsBreaker(error);

/** Takes every bucket of a composite aggregation, page after page. */
export async function walkBuckets(
  search: Search,
  { query, sources, aggs = {} }: Composite,
  size: number,
  take: (bucket: BucketResult) => void,
): Promise<void> {
  let page = size;
  for (let after: unknown; ; ) {
    const composite = { size: page, sources, ...(after !== undefined && { after }) };
    const body = { size: 0, track_total_hits: false, query, aggs: { page: { composite, aggs } } };
    try {
      const results = await search(body);
      const buckets = results === null ? [] : bucketsIn(results.page);
      for (const bucket of buckets) take(bucket);
      after = results?.page?.after_key;
      if (after === undefined || buckets.length < page) return;
    } catch (error) {
      if (!isTooMuch(error) || page <= LEAST_PAGE) throw error;
      page = Math.ceil(page / 4);
    }
  }
}
