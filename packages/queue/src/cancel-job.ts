import { isFinished, type JobRecord, type JobRecords } from '@achilles/types';
import type { JobsOfType } from './backends/queue-backend.ts';
import { endedEarly } from './ended-early.ts';

/** Which job to cancel, and where it is. */
export interface CancelOptions {
  readonly id: string;
  readonly records: JobRecords;
  readonly queue: () => Promise<JobsOfType>;
  /** Epoch milliseconds. */
  readonly now: number;
}

function cancelled(record: JobRecord, now: number): JobRecord {
  if (isFinished(record)) return record;
  const asked = { ...record, cancelRequestedAt: record.cancelRequestedAt ?? now };
  if (record.status === 'active') return record.cancelRequestedAt === undefined ? asked : record;
  return endedEarly(asked, { status: 'cancelled', finishedAt: now });
}

/**
 * Ends the record of a job that waits, and has that of one under way say that it is to end. The engine keeps it until a
 * worker meets it, who clears up after it; one that is put off is met at once.
 * @returns the record as it is then; null where there is none
 */
export async function cancelJob({ id, records, queue, now }: CancelOptions): Promise<JobRecord | null> {
  const record = await records.change(id, (kept) => cancelled(kept, now));
  if (record === null || record.cancelRequestedAt === undefined) return record;
  // The record decides; an engine that is away only makes the clearing up late.
  await queue()
    .then(async (jobs) => {
      if ((await jobs.getJobState(id)) === 'delayed') await (await jobs.getJob(id))?.promote();
    })
    .catch(() => undefined);
  return record;
}
