import type { JobProgress, JobRecord } from '@achilles/types';
import { type Job as BullJob, UnrecoverableError } from 'bullmq';
import { answerWithin } from './answer-within.ts';
import type { JobTypes } from './job-queue.ts';
import type { StoredJob } from './stored-job.ts';
import { toJob } from './to-job.ts';

/** Whoever looks at the engine's jobs is not worth holding up a worker for. */
const SHOW_MS = 1_000;

/** Progress as the engine's boards draw it: with a share in percent, 0 while nothing is known. */
const shownProgress = ({ phase, done, total }: JobProgress) => ({
  ...{ phase, done, total },
  progress: total === 0 ? 0 : Math.floor((100 * done) / total),
});

/** Has the engine show how far a job is. What it does not take is in the record all the same. */
export function showProgress(job: BullJob<StoredJob>, progress: JobProgress): void {
  void job.updateProgress(shownProgress(progress)).catch(() => undefined);
}

/**
 * Ends a job in the engine as its record ended: what this resolves to is the return value there, and what it throws the
 * reason of a failure that is neither tried again nor shows where it came from.
 */
export async function endAsRecorded(
  jobs: JobTypes,
  job: BullJob<StoredJob>,
  record: JobRecord,
): Promise<unknown> {
  const isCompleted = record.status === 'completed';
  const { result, ...told } = toJob(jobs, record);
  // A failure has no return value: what was done all the same stands in the data.
  const ended = isCompleted ? told : { ...told, ...(result !== undefined && { result }) };
  const shown = Promise.all([
    job.updateData({ job: ended }),
    job.updateProgress(shownProgress(record.progress)),
  ]);
  await answerWithin(shown, SHOW_MS).catch(() => undefined);
  if (isCompleted) return result ?? null;
  const failure = new UnrecoverableError(
    record.status === 'cancelled' ? 'cancelled' : (record.error ?? 'it failed'),
  );
  failure.stack = '';
  throw failure;
}
