import type { RowIdentity } from '@achilles/types';
import type { RefusedRow } from '../../../ports/result-writer.ts';
import { StoreError } from '../../../ports/store-error.ts';
import { tellsOfAbsence } from '../client/elasticsearch-error.ts';
import { blockReason } from './block-reason.ts';

/** What a bulk request answers of one document. */
export interface BulkItem {
  readonly status: number;
  readonly error?: { readonly type?: string; readonly reason?: string };
}

/** Failures of one document that its own content is the cause of. */
const OF_CONTENT = [
  'document_parsing_exception',
  'mapper_parsing_exception',
  'strict_dynamic_mapping_exception',
];
const TOO_LONG = /immense term in field="([^"]+)"/;
const UNFIT = /failed to parse field \[([^\]]+)\] of type \[([^\]]+)\]/;

/** Whether the mapping of an index does not take a document, whoever sends it and when. */
export const isRefusal = (item: BulkItem | undefined): boolean =>
  item?.status === 400 &&
  (OF_CONTENT.includes(item.error?.type ?? '') || TOO_LONG.test(item.error?.reason ?? ''));

/** Why a document is not taken, in words. */
export function refusalOf({ index, id }: RowIdentity, item: BulkItem | undefined): RefusedRow {
  const error = item?.error;
  const [, field, type] = UNFIT.exec(error?.reason ?? '') ?? [];
  const [, long] = TOO_LONG.exec(error?.reason ?? '') ?? [];
  if (field !== undefined)
    return { index, id, reason: `${field} does not fit index ${index}, which maps it as ${type}` };
  if (long !== undefined) return { index, id, reason: `${long} is longer than index ${index} can hold` };
  return { index, id, reason: `index ${index} does not take the document (${error?.type})` };
}

/** Any other failure of a document, which is one of the index. */
export function failureOf({ index, id }: RowIdentity, item: BulkItem | undefined): StoreError {
  const { status, error } = item ?? {};
  if (status === 503 || tellsOfAbsence(error))
    return new StoreError('unavailable', `index ${index} has no active shard`, error);
  if (error?.type === 'index_closed_exception')
    return new StoreError('unreadable', `index ${index} is closed; open it, or import into another`, error);
  if (error?.type === 'cluster_block_exception')
    return new StoreError(
      'unreadable',
      `index ${index} takes no writes: ${blockReason(error.reason)}`,
      error,
    );
  return new StoreError('failed', `${index}/${id} was refused: ${error?.type ?? 'no reason given'}`, error);
}
