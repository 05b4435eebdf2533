import { type JobQueue, QueueError } from '@achilles/queue';
import { isFinished, type Job, type Jobs } from '@achilles/types';
import { pause } from './pause.ts';

const ASK_EVERY_MS = 500;
/** Connections on which nothing is sent for longer are cut by proxies. */
const SILENCE_MS = 15_000;

/**
 * A job as it is, then each time it has changed, to its end or the signal; null where nothing was told for 15 seconds.
 * While it can't be asked about, nothing is told. It is asked about only as fast as whoever follows takes what is told.
 */
export async function* followJob(
  queue: Pick<JobQueue<Jobs>, 'get'>,
  job: Job,
  signal: AbortSignal,
): AsyncGenerator<Job | null> {
  yield job;
  let told = JSON.stringify(job);
  let last = performance.now();
  let current: Job | null = job;
  while (current !== null && !isFinished(current)) {
    await pause(ASK_EVERY_MS, signal);
    if (signal.aborted) return;
    try {
      current = await queue.get(job.id);
    } catch (error) {
      if (!(error instanceof QueueError)) throw error;
    }
    const text = JSON.stringify(current);
    const isNews = current !== null && text !== told;
    if (!isNews && performance.now() - last < SILENCE_MS) continue;
    yield isNews ? current : null;
    told = text;
    last = performance.now();
  }
}
