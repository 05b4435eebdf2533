import { ApiError, JOB_NAMES, JOBS, type Job, type JobName } from '@achilles/types';
import type { Caller } from '../requester.ts';

/** Whether a caller may see, cancel and follow every job of a type that its organization has. */
export const mayUseType = (caller: Caller, type: string): boolean =>
  Object.hasOwn(JOBS, type) && caller.permissions.has(JOBS[type as JobName].permission);

/**
 * Whether a caller may see, cancel and follow a job: holders of its type's permission and whoever asked for it. Who is
 * bound to an organization sees its jobs alone (CONTRACT sections 5 and 7).
 */
export const maySeeJob = (caller: Caller, job: Job): boolean =>
  (caller.org === undefined || job.org === caller.org) &&
  (mayUseType(caller, job.type) || job.requestedBy === caller.requestedBy);

/** A job that its caller may see; another one is a job that there is none of. @throws ApiError `not-found` */
export function seenJob(caller: Caller, id: string, job: Job | null): Job {
  if (job !== null && maySeeJob(caller, job)) return job;
  throw new ApiError('not-found', `there is no job ${id}, or it ended more than 30 days ago`);
}

/** Whether a caller may see and change every job there is. */
export const mayManageJobs = (caller: Caller): boolean =>
  caller.org === undefined && JOB_NAMES.every((name) => mayUseType(caller, name));
