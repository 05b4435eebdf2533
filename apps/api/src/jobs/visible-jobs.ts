import type { JobFilter, JobList, JobQueue } from '@achilles/queue';
import { ApiError, JOB_NAMES, type Job, type Jobs } from '@achilles/types';
import type { Caller } from '../requester.ts';
import { mayUseType } from './may-see-job.ts';

const byAge = (a: Job, b: Job): number =>
  a.createdAt === b.createdAt ? (a.id < b.id ? 1 : -1) : a.createdAt < b.createdAt ? 1 : -1;

/**
 * The jobs of a filter that a caller may see: all of the types that it has the permission of, and its own of the others.
 * @throws ApiError `forbidden` when another organization is asked for than the caller's
 */
export async function visibleJobs(
  queue: Pick<JobQueue<Jobs>, 'list'>,
  caller: Caller,
  filter: JobFilter<Jobs>,
): Promise<JobList> {
  if (caller.org !== undefined && filter.org !== undefined && filter.org !== caller.org) {
    const message = `org '${filter.org}' is not the organization of these credentials`;
    throw new ApiError('forbidden', message, { details: [{ path: 'org', message }] });
  }
  const { types = JOB_NAMES, requestedBy = caller.requestedBy, limit } = filter;
  const org = caller.org ?? filter.org;
  const open = types.filter((type) => mayUseType(caller, type));
  const own = types.filter((type) => !mayUseType(caller, type));
  const parts: JobList[] = [];
  if (open.length > 0) parts.push(await queue.list({ ...filter, org, types: open }));
  if (own.length > 0 && requestedBy === caller.requestedBy)
    parts.push(await queue.list({ ...filter, org, types: own, requestedBy }));
  return {
    jobs: parts
      .flatMap(({ jobs }) => jobs)
      .sort(byAge)
      .slice(0, limit),
    total: parts.reduce((sum, { total }) => sum + total, 0),
  };
}
