import type { Job, JobStatus } from '@achilles/types';
import type { Job as BullJob, JobState } from 'bullmq';
import type { JobsOfType } from './backends/queue-backend.ts';
import type { StoredJob } from './stored-job.ts';
import { STATUS_OF_STATE, toJob } from './to-job.ts';

/** In the order in which a job passes through them, so that one which moves meanwhile is met at least once. */
const UNFINISHED = ['delayed', 'prioritized', 'waiting', 'waiting-children', 'active'] as const;
const FINISHED = ['completed', 'failed'] as const;
const LEAST_PAGE = 50;

type Kept = BullJob<StoredJob>;

/** Jobs that ended, the last ones first, read until the `limit` newest of them are certain. */
async function newestFinished(
  queue: JobsOfType,
  state: JobState,
  limit: number,
  isWanted: (job: Kept) => boolean,
): Promise<Kept[]> {
  const page = Math.max(limit, LEAST_PAGE);
  const found: Kept[] = [];
  for (let start = 0; ; start += page) {
    const jobs = await queue.getJobs([state], start, start + page - 1);
    found.push(...jobs.filter(isWanted));
    const last = jobs.at(-1);
    if (jobs.length < page || last === undefined) return found;
    // What is not read yet ended before, and so was asked for before.
    const certain = found.filter(({ timestamp }) => timestamp >= (last.finishedOn ?? 0));
    if (certain.length >= limit) return found;
  }
}

/** The newest jobs of one type. */
export async function listJobs(
  queue: JobsOfType,
  statuses: readonly JobStatus[],
  limit: number,
  isWanted: (stored: StoredJob) => boolean,
): Promise<Job[]> {
  const found = new Map<string, Job>();
  const keep = (jobs: readonly Kept[], state: JobState) => {
    for (const job of jobs) if (isWanted(job.data)) found.set(job.id ?? '', toJob(job, state));
  };
  const isAsked = (state: JobState) => statuses.includes(STATUS_OF_STATE[state]);
  for (const state of UNFINISHED.filter(isAsked)) keep(await queue.getJobs([state], 0, -1), state);
  for (const state of FINISHED.filter(isAsked))
    keep(await newestFinished(queue, state, limit, ({ data }) => isWanted(data)), state);
  return [...found.values()];
}

/** How many jobs of one type there are. */
export async function countJobs(queue: JobsOfType, statuses: readonly JobStatus[]): Promise<number> {
  const states = [...UNFINISHED, ...FINISHED].filter((state) => statuses.includes(STATUS_OF_STATE[state]));
  if (states.length === 0) return 0;
  const counts = await queue.getJobCounts(...states);
  return states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
}
