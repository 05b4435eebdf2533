import { StoreError } from '../../../ports/store-error.ts';
import type { ElasticsearchCalls } from '../client/elasticsearch-calls.ts';
import { readDropMarks } from './drop-marks.ts';

/** The index that a block kept a write from; null for any other failure. */
function blockedIndex(error: unknown): string | null {
  if (!(error instanceof StoreError)) return null;
  const { type, reason = '' } = (error.cause ?? {}) as { readonly type?: string; readonly reason?: string };
  if (type !== 'cluster_block_exception') return null;
  const [, index = null] = /^index \[([^\]]+)\] blocked by: \[\w+\/8\//.exec(reason) ?? [];
  return index;
}

/**
 * What a failed write is to be told as: a block that is there only while a job looks whether an index may be dropped, or that
 * is gone already, is waited out.
 */
export async function toPassingBlock(calls: ElasticsearchCalls, error: unknown): Promise<unknown> {
  const index = blockedIndex(error);
  if (index === null) return error;
  const marks = await readDropMarks(calls, index).catch(() => null);
  if (marks === null || marks.some(({ isBlocked, jobs }) => isBlocked && jobs.length === 0)) return error;
  const message = `index ${index} takes no writes while a job looks whether it is empty and may be dropped`;
  return new StoreError('unavailable', message, error);
}
