import type { Job } from '@achilles/types';
import type { Differences } from '../play/differences.ts';
import type { JobCaller } from '../play/job-caller.ts';

const BOUND_MS = 90_000;

/**
 * Waits until every job has ended by itself: what has failed is a difference, and what has not ended for so long after the
 * one before, since those that wait take as long as all that are done first.
 */
export async function settleJobs(caller: JobCaller, differences: Differences): Promise<Job[]> {
  const ended: Job[] = [];
  let bound = performance.now() + BOUND_MS;
  for (const job of caller.asked) {
    try {
      const record = await caller.ended(job, bound - performance.now());
      ended.push(record);
      bound = performance.now() + BOUND_MS;
      if (record.status === 'failed') differences.add('job failed', JSON.stringify(record));
      if (record.status === 'cancelled' && !job.cancelled)
        differences.add('job cancelled by nobody', JSON.stringify(record));
    } catch (error) {
      differences.add('job without an end', `${job.id}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return ended;
}
