import type { JobRecord } from '@achilles/types';
import { type JobsOfType, KEEP } from './backends/queue-backend.ts';
import type { JobTypes } from './job-queue.ts';
import { toJob } from './to-job.ts';

/** How a job is put into the queue. */
export interface EnqueueOptions {
  /** Has it join one of the same key that is there. */
  readonly deduplication?: { readonly id: string };
}

/**
 * Has the engine hand out a job whose record is kept; one that it has already stays as it is. What the engine still
 * remembers of an earlier end is forgotten, since it takes no id twice.
 * @returns the id of the job that it has now: another one where it joined that
 */
export async function enqueue(
  jobs: JobTypes,
  queue: JobsOfType,
  record: JobRecord,
  options: EnqueueOptions = {},
): Promise<string> {
  const state = await queue.getJobState(record.id);
  if (state === 'completed' || state === 'failed') await (await queue.getJob(record.id))?.remove();
  const added = await queue.add(
    record.type,
    { job: toJob(jobs, record) },
    { jobId: record.id, ...options, ...KEEP },
  );
  return added.id ?? record.id;
}
