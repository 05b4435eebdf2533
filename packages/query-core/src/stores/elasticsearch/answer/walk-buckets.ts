import { isCausedBy, tripsBreaker } from '../client/elasticsearch-error.ts';
import type { Aggs, Query } from '../query/query.ts';
import { type BucketResult, bucketsIn } from './count-rows.ts';
import type { Search, SearchResults } from './group-reader.ts';

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

/** Reads the buckets of a composite aggregation in its order, page after page as they are asked for. */
export async function* bucketsOf(
  search: Search,
  { query, sources, aggs = {} }: Composite,
  size: number,
): AsyncGenerator<BucketResult> {
  let page = size;
  for (let after: unknown; ; ) {
    const composite = { size: page, sources, ...(after !== undefined && { after }) };
    const body = { size: 0, track_total_hits: false, query, aggs: { page: { composite, aggs } } };
    let results: SearchResults;
    try {
      results = await search(body);
    } catch (error) {
      if (!isTooMuch(error) || page <= LEAST_PAGE) throw error;
      page = Math.ceil(page / 4);
      continue;
    }
    const buckets = results === null ? [] : bucketsIn(results.page);
    yield* buckets;
    after = results?.page?.after_key;
    if (after === undefined || buckets.length < page) return;
  }
}

/** Takes every bucket of a composite aggregation, page after page. */
export async function walkBuckets(
  search: Search,
  composite: Composite,
  size: number,
  take: (bucket: BucketResult) => void,
): Promise<void> {
  for await (const bucket of bucketsOf(search, composite, size)) take(bucket);
}
