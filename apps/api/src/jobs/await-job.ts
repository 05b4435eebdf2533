import { type JobQueue, QueueError } from '@achilles/queue';
import { isFinished, type Job, type Jobs } from '@achilles/types';
import { pause } from './pause.ts';

/** How often a job is asked about, in milliseconds: doubled from the first to the most. */
const ASK_FIRST = 20;
const ASK_MOST = 500;

/**
 * Waits until a job is finished, for so many milliseconds or until the signal, and answers it as it is then. Where it
 * can't be asked about meanwhile, it is answered as it was last: it is kept all the same.
 */
export async function awaitJob(
  queue: Pick<JobQueue<Jobs>, 'get'>,
  job: Job,
  { ms, signal }: { readonly ms: number; readonly signal: AbortSignal },
): Promise<Job> {
  const until = performance.now() + ms;
  let current = job;
  for (
    let every = ASK_FIRST;
    !isFinished(current) && !signal.aborted;
    every = Math.min(every * 2, ASK_MOST)
  ) {
    const left = until - performance.now();
    if (left <= 0) break;
    await pause(Math.min(every, left), signal);
    current = (await queue.get(job.id).catch(ignoreAway)) ?? current;
  }
  return current;
}

function ignoreAway(error: unknown): null {
  if (error instanceof QueueError) return null;
  throw error;
}
