/** The job queue can't be reached or did not answer; its message is fit for callers, the cause is for the log. */
export class QueueError extends Error {
  override readonly name = 'QueueError';
}

/** Anything a queue's engine throws as a QueueError. */
export const toQueueError = (error: unknown): QueueError =>
  error instanceof QueueError
    ? error
    : new QueueError('the job queue is not available; try again shortly', { cause: error });
