import type { JobQueue } from '@achilles/queue';
import { ApiError, type Job, type Jobs } from '@achilles/types';
import type { Caller } from '../requester.ts';
import { seenJob } from './may-see-job.ts';

/**
 * Cancels a job and tells what it is now: cancelled, or under way until its worker hears of it.
 * @throws ApiError `not-found`, or `conflict` for a job that ended otherwise
 */
export async function cancelJob(queue: JobQueue<Jobs>, caller: Caller, id: string): Promise<Job> {
  seenJob(caller, id, await queue.get(id));
  const job = seenJob(caller, id, await queue.cancel(id));
  if (job.status !== 'completed' && job.status !== 'failed') return job;
  const message = `job ${id} ${job.status} at ${job.finishedAt} and can not be cancelled any more`;
  throw new ApiError('conflict', message);
}
