import { setTimeout as sleep } from 'node:timers/promises';
import { ZodError } from 'zod';
import { IdempotencyConflict } from './idempotency-conflict.ts';
import { QueueError, toQueueError } from './queue-error.ts';

/** An engine that takes longer is away, whatever keeps it. */
const ANSWER_MS = 4_000;

/** What callers are told as it is; any other error is one of the engine's. */
const isMeant = (error: unknown): boolean =>
  error instanceof IdempotencyConflict || error instanceof ZodError;

/** An answer within milliseconds, or a failure in words. @throws QueueError */
export async function answerWithin<T>(work: Promise<T>, ms: number = ANSWER_MS): Promise<T> {
  const timer = new AbortController();
  const late = sleep(ms, undefined, { signal: timer.signal, ref: false }).then(() => {
    throw new QueueError('the job queue does not answer; try again shortly');
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    throw isMeant(error) ? error : toQueueError(error);
  } finally {
    timer.abort();
    late.catch(() => undefined);
    work.catch(() => undefined);
  }
}
