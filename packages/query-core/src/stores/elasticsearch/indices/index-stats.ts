import type { IndexStatus } from '@achilles/types';
import { StoreError } from '../../../ports/store-error.ts';
import type { ElasticsearchCalls } from '../client/elasticsearch-calls.ts';
import { indexExpressions } from './index-expressions.ts';

/** What the shards of an index say of it. */
export interface IndexStats {
  readonly status: IndexStatus;
  /** On disk, replicas included. */
  readonly bytes: number | null;
}

/** What is told of the named indices, except those all of whose shards are away. @throws StoreError */
export async function indexStats(
  calls: ElasticsearchCalls,
  names: readonly string[],
): Promise<ReadonlyMap<string, IndexStats>> {
  const found = new Map<string, IndexStats>();
  for (const index of indexExpressions(names)) {
    const { indices = {}, _shards: shards } = await calls.run('listing indices', (client, options) =>
      client.indices.stats(
        { index, metric: ['store'], level: 'indices', forbid_closed_indices: false },
        options,
      ),
    );
    if (shards.failed > 0)
      throw new StoreError('unavailable', 'how some indices are can not be told now', shards);
    for (const [name, { health, status, total }] of Object.entries(indices)) {
      const word = health === undefined ? 'open' : (health.toLowerCase() as IndexStatus);
      const bytes = total?.store?.size_in_bytes ?? null;
      found.set(name, { status: status === 'close' ? 'close' : word, bytes });
    }
  }
  return found;
}
