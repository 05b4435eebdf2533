/** Work that did not succeed this time and is tried again after a while; the message is shown to callers meanwhile. */
export class RetryableFailure extends Error {
  override readonly name = 'RetryableFailure';
}

/** Work that can not succeed however often it is tried; the message is for callers. */
export class FinalFailure extends Error {
  override readonly name = 'FinalFailure';
  /** What was done all the same; the job keeps it. */
  readonly result: unknown;

  constructor(message: string, options: { readonly result?: unknown; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.result = options.result;
  }
}

/** A worker that was paused or cut off, or whose queue was emptied, has the job no more: it must not write. */
export class LockLost extends Error {
  override readonly name = 'LockLost';

  constructor(id: string) {
    super(`the lock on job ${id} is lost; another worker goes on with it`);
  }
}

/** The job is to end because somebody asked for it; what interrupts its processor. */
export class JobCancelled extends Error {
  override readonly name = 'JobCancelled';

  constructor(id: string) {
    super(`job ${id} is cancelled`);
  }
}
