import type { BucketResult } from './count-rows.ts';
import type { Search } from './group-reader.ts';
import type { Aggs, Query } from './query.ts';

/** A composite aggregation: one bucket for each combination of its sources. */
export interface Composite {
  readonly query: Query;
  readonly sources: readonly Query[];
  readonly aggs?: Aggs;
}

/** Takes every bucket of a composite aggregation, page after page. */
export async function walkBuckets(
  search: Search,
  { query, sources, aggs = {} }: Composite,
  size: number,
  take: (bucket: BucketResult) => void,
): Promise<void> {
  for (let after: unknown; ; ) {
    const composite = { size, sources, ...(after !== undefined && { after }) };
    const results = await search({
      size: 0,
      track_total_hits: false,
      query,
      aggs: { page: { composite, aggs } },
    });
    const buckets = results?.page?.buckets ?? [];
    for (const bucket of buckets) take(bucket);
    after = results?.page?.after_key;
    if (after === undefined || buckets.length < size) return;
  }
}
