import type { Store } from '@achilles/query-core';
import { isFinished, type JobRecords } from '@achilles/types';

/** Where indices are, and how it is known that a job has ended. */
export interface OpenLeftOptions {
  readonly store: Pick<Store, 'archive'>;
  readonly records: JobRecords;
}

/**
 * Has indices that a job was about to drop take writes again, where the job has ended and nobody came to clear up.
 * @returns their names
 * @throws StoreError and what records throw: what can't be looked up is left
 */
export async function openLeftIndices({ store, records }: OpenLeftOptions): Promise<readonly string[]> {
  const opened: string[] = [];
  for (const job of await store.archive.droppingJobs()) {
    const record = await records.get(job);
    if (record === null || isFinished(record)) opened.push(...(await store.archive.openAgain(job)));
  }
  return opened;
}
