import { StoreError } from '../../../ports/store-error.ts';
import { isCausedBy } from './elasticsearch-error.ts';

/** Of several indices a search tells so, of one that is named its shards do. */
const SHARDS_MISSING = [
  'search_phase_execution_exception',
  'illegal_index_shard_state_exception',
  'index_shard_not_started_exception',
  'no_shard_available_action_exception',
];

/** Whether a failure is that of an index that was deleted, or made, while it was asked. */
export function isPassing(error: unknown): boolean {
  if (isCausedBy(error, 'index_not_found_exception')) return true;
  if (!(error instanceof StoreError) || error.failure !== 'unavailable') return false;
  // Field capabilities list the indices that could not tell theirs.
  return Array.isArray(error.cause) || SHARDS_MISSING.some((type) => isCausedBy(error, type));
}
