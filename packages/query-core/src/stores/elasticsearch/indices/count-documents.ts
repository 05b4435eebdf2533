import { searchIndices } from '../answer/point-in-time.ts';
import type { ElasticsearchCalls } from '../client/elasticsearch-calls.ts';
import { indexExpressions } from './index-expressions.ts';

interface Counted {
  readonly indices: { readonly buckets: readonly { readonly key: string; readonly doc_count: number }[] };
}

/**
 * How many documents were written to each of the named indices. Counted by a search, since the statistics of an index
 * count each nested object as a document of its own.
 * @throws StoreError, also where one of them can't be read wholly
 */
export async function countDocuments(
  calls: ElasticsearchCalls,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map(names.map((name) => [name, 0]));
  for (const expression of indexExpressions(names)) {
    const size = expression.split(',').length;
    const found = await searchIndices(calls, expression).search({
      size: 0,
      track_total_hits: false,
      aggs: { indices: { terms: { field: '_index', size } } },
    });
    const { buckets } = (found as unknown as Counted).indices;
    for (const { key, doc_count: count } of buckets) counts.set(key, count);
  }
  return counts;
}
