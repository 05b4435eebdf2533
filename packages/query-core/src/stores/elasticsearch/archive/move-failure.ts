import type { RowIdentity } from '@achilles/types';
import { StoreError } from '../../../ports/store-error.ts';
import { tellsOfAbsence } from '../client/elasticsearch-error.ts';
import { blockReason } from '../indices/block-reason.ts';
import type { BulkItem } from '../indices/bulk-item.ts';

const BLOCKED = 'cluster_block_exception';

/** Whether a document was not taken because of load, so that it is sent again; a full disk has the same status. */
export const isOverload = ({ status, error }: BulkItem): boolean => status === 429 && error?.type !== BLOCKED;

/** Why an index did not take a write that is no matter of the document's content. */
export function moveFailure({ index, id }: RowIdentity, { status, error }: BulkItem): StoreError {
  if (error?.type === BLOCKED) {
    const message = `index ${index} takes no writes: ${blockReason(error.reason)}, and run the job again; nothing was lost`;
    return new StoreError('unreadable', message, error);
  }
  if (error?.type === 'index_closed_exception') {
    const message = `index ${index} is closed; open it and run the job again; nothing was lost`;
    return new StoreError('unreadable', message, error);
  }
  if (status === 503 || tellsOfAbsence(error))
    return new StoreError('unavailable', `index ${index} has no active shard`, error);
  const message = `${index}/${id} was refused (${error?.type ?? `status ${status}`})`;
  return new StoreError('failed', message, error);
}
