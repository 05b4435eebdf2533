import { StoreError } from '../../../ports/store-error.ts';
import { searchIndices } from '../answer/point-in-time.ts';
import type { ElasticsearchCalls } from '../client/elasticsearch-calls.ts';
import { indexExpressions } from './index-expressions.ts';

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
    const buckets = found?.indices?.buckets;
    if (buckets === undefined)
      throw new StoreError('failed', 'the store left the counts of documents out of its answer');
    for (const { key, doc_count: count } of buckets) counts.set(String(key), count);
  }
  return counts;
}
