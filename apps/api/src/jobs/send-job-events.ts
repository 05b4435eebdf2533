import { Readable } from 'node:stream';
import type { JobQueue } from '@achilles/queue';
import { ApiError, type Job, type Jobs } from '@achilles/types';
import type { Context } from 'koa';
import { callerSignal } from '../caller-signal.ts';
import { eventText, FIRST_WORDS, HEARTBEAT } from './event-text.ts';
import { followJob } from './follow-job.ts';

const EVENT_STREAM = 'text/event-stream';

/** @throws ApiError `not-acceptable` for a caller that takes no server-sent events */
export function eventsOnly(ctx: Context): void {
  if (ctx.accepts(EVENT_STREAM)) return;
  throw new ApiError('not-acceptable', `this endpoint answers ${EVENT_STREAM}; change the Accept header`);
}

async function* textOf(
  changes: AsyncIterable<Job | null>,
  failed: (error: unknown) => void,
): AsyncGenerator<string> {
  yield FIRST_WORDS;
  let number = 0;
  try {
    for await (const job of changes) yield job === null ? HEARTBEAT : eventText(job, ++number);
  } catch (error) {
    // The stream ends, and its reader comes back to be told what is wrong.
    failed(error);
  }
}

/** Answers with server-sent events of a job, to its end, or until the caller leaves or the process stops. */
export function sendJobEvents(
  ctx: Context,
  job: Job,
  { queue, stopping }: { readonly queue: JobQueue<Jobs>; readonly stopping: AbortSignal },
): void {
  const changes = followJob(queue, job, AbortSignal.any([callerSignal(ctx), stopping]));
  const failed = (err: unknown) => ctx.state.log?.error({ err, job: job.id }, 'events of a job broke off');
  // Each event goes out as it is: neither held back to be compressed nor by a proxy.
  ctx.compress = false;
  ctx.set({ 'Cache-Control': 'no-store, no-transform', 'X-Accel-Buffering': 'no' });
  ctx.type = `${EVENT_STREAM}; charset=utf-8`;
  ctx.body = Readable.from(textOf(changes, failed), { objectMode: false });
}
