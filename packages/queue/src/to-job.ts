import { formatInstant, type Job, JobProgress, type JobStatus } from '@achilles/types';
import type { Job as BullJob, JobState } from 'bullmq';
import { StoredJob } from './stored-job.ts';

/** What a state of the engine is to callers. */
export const STATUS_OF_STATE: Readonly<Record<JobState, JobStatus>> = {
  completed: 'completed',
  failed: 'failed',
  active: 'active',
  delayed: 'queued',
  prioritized: 'queued',
  waiting: 'queued',
  'waiting-children': 'queued',
};

const NOT_BEGUN: JobProgress = { phase: 'queued', done: 0, total: 0 };

/** The record of a job as callers see it, from what its queue keeps. */
export function toJob(job: BullJob, state: JobState): Job {
  const stored = StoredJob.parse(job.data);
  const status = STATUS_OF_STATE[state];
  const progress = JobProgress.safeParse(job.progress);
  const result = status === 'completed' ? job.returnvalue : stored.result;
  const error = status === 'failed' ? job.failedReason : stored.trouble?.reason;
  return {
    id: job.id ?? '',
    type: job.name,
    status,
    progress: progress.success ? progress.data : NOT_BEGUN,
    ...(result === undefined || result === null ? {} : { result }),
    ...(error === undefined || status === 'completed' ? {} : { error }),
    requestedBy: stored.requestedBy,
    ...(stored.org === undefined ? {} : { org: stored.org }),
    createdAt: formatInstant(job.timestamp),
    ...(stored.startedAt === undefined ? {} : { startedAt: formatInstant(stored.startedAt) }),
    ...(job.finishedOn === undefined || job.finishedOn === null
      ? {}
      : { finishedAt: formatInstant(job.finishedOn) }),
  };
}
