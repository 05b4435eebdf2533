import { errors } from '@elastic/elasticsearch';
import { StoreError } from '../../../ports/store-error.ts';
import { readCapabilities } from '../indices/read-capabilities.ts';
import type { ElasticsearchCalls } from './elasticsearch-calls.ts';
import { isCausedBy } from './elasticsearch-error.ts';

interface FailedShards {
  readonly error?: { readonly failed_shards?: readonly { readonly index?: string }[] };
}

function failedIndices(error: unknown): string[] {
  if (!(error instanceof StoreError) || !(error.cause instanceof errors.ResponseError)) return [];
  const shards = (error.cause.body as FailedShards | undefined)?.error?.failed_shards ?? [];
  return [...new Set(shards.flatMap(({ index }) => (index === undefined ? [] : [index])))];
}

async function wasDeleted(index: string, calls: ElasticsearchCalls): Promise<boolean> {
  try {
    await readCapabilities(calls, index);
    return false;
  } catch (error) {
    return isCausedBy(error, 'index_not_found_exception');
  }
}

/** Whether a failure is that of a point in time which Elasticsearch has dropped, or of which a node has left or an index was deleted. */
export async function isGone(error: unknown, calls: ElasticsearchCalls): Promise<boolean> {
  const types = [
    'search_context_missing_exception',
    'search_context_missing_nodes_exception',
    'index_not_found_exception',
  ];
  if (types.some((type) => isCausedBy(error, type))) return true;
  // While an index is being deleted its shards are told to be missing, as those of a node that is away are.
  for (const index of failedIndices(error)) if (await wasDeleted(index, calls)) return true;
  return false;
}
