import type { JobQueue } from '@achilles/queue';
import type { Job, Jobs } from '@achilles/types';
import { expect } from 'vitest';

/** Waits until a job has ended, for a minute at most, and tells how. */
export async function endedJob(queue: JobQueue<Jobs>, id: string): Promise<Job> {
  await expect.poll(async () => (await queue.get(id))?.finishedAt, { timeout: 60_000 }).toMatch(/Z$/);
  return (await queue.get(id)) as Job;
}
