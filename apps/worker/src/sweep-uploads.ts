import type { ImportStaging } from '@achilles/query-core';
import type { JobQueue } from '@achilles/queue';
import type { Jobs } from '@achilles/types';

const DAY_MS = 24 * 3_600 * 1_000;

/** Where uploads are kept, and how it is known that no job owns one. */
export interface SweepOptions {
  readonly staging: ImportStaging;
  readonly queue: JobQueue<Jobs>;
  readonly clock: () => number;
}

/**
 * Removes uploads that no unfinished job owns and that nothing was added to for a day: those whose process was killed
 * before it could clear up. An upload has the id of its job.
 * @returns how many were removed
 * @throws StoreError, QueueError: what can't be looked up is kept
 */
export async function sweepUploads({ staging, queue, clock }: SweepOptions): Promise<number> {
  let removed = 0;
  for (const { id, stagedAt } of await staging.list()) {
    if (clock() - stagedAt < DAY_MS) continue;
    const job = await queue.get(id);
    if (job?.status === 'queued' || job?.status === 'active') continue;
    await staging.remove(id);
    removed++;
  }
  return removed;
}
