import type { JobQueue } from '@achilles/queue';
import { isFinished, type Job, type Jobs } from '@achilles/types';
import type { Context } from 'koa';
import { ANALYTICS } from '../analytics-path.ts';
import { callerSignal } from '../caller-signal.ts';
import { awaitJob } from './await-job.ts';
import { preferredWait } from './preferred-wait.ts';
import type { TakenJob } from './take-job.ts';

/** Seconds until there may be something new to ask a job about. */
export const ASK_AGAIN = '1';
/** Where jobs are told of. */
export const JOBS_PATH = `${ANALYTICS}jobs`;

/**
 * The answer to who waited for a job to its end: the job, whether it did what it was asked for, why not, and the fields
 * of its result beside (CONTRACT section 5). No result may say that it is something else.
 */
export function finishedBody(job: Job): Record<string, unknown> {
  const success = job.status === 'completed';
  const fields = typeof job.result === 'object' ? job.result : null;
  const failure = success ? {} : { error: job.error ?? `the job was ${job.status}` };
  return { ...fields, ...failure, success, data: job };
}

/** Answers a request for a job: 200 when the job is finished, after the wait that was asked for, else 202. */
export async function replyJob(
  ctx: Context,
  { job: taken, isReplay }: TakenJob,
  { queue, stopping }: { readonly queue: JobQueue<Jobs>; readonly stopping: AbortSignal },
): Promise<void> {
  const wait = preferredWait(ctx.get('Prefer'));
  const signal = AbortSignal.any([callerSignal(ctx), stopping]);
  const job = wait === null ? taken : await awaitJob(queue, taken, { ms: wait * 1_000, signal });
  ctx.set({ Location: `${JOBS_PATH}/${job.id}`, 'Cache-Control': 'no-store' });
  if (wait !== null) ctx.set('Preference-Applied', `wait=${wait}`);
  if (isReplay) ctx.set('Idempotent-Replayed', 'true');
  if (isFinished(job)) {
    ctx.status = 200;
    ctx.body = finishedBody(job);
    return;
  }
  ctx.status = 202;
  ctx.set('Retry-After', ASK_AGAIN);
  ctx.body = { success: true, data: job };
}
