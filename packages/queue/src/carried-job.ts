import type { Job, JobStatus } from '@achilles/types';
import type { JobState } from 'bullmq';
import type { JobsOfType } from './backends/queue-backend.ts';
import { StoredJob } from './stored-job.ts';

/** What a state of the engine is to callers; how a job ended is in its record alone. */
const STATUS_OF_STATE: Readonly<Partial<Record<JobState, JobStatus>>> = {
  active: 'active',
  delayed: 'queued',
  prioritized: 'queued',
  waiting: 'queued',
  'waiting-children': 'queued',
};

/** An unfinished job by what the engine carries of it, for when its record can't be reached; null where that does not tell. */
export async function carriedJob(queue: JobsOfType, id: string): Promise<Job | null> {
  const [state, kept] = [await queue.getJobState(id), await queue.getJob(id)];
  const status = state === 'unknown' ? undefined : STATUS_OF_STATE[state];
  const stored = StoredJob.safeParse(kept?.data);
  if (status === undefined || !stored.success) return null;
  const { job, trouble } = stored.data;
  return { ...job, status, ...(trouble === undefined ? {} : { error: trouble.reason }) };
}
