/** Why a store could not answer. */
export type StoreFailure =
  /** The store can't be reached or opened. */
  | 'unavailable'
  /** The caller left before the answer was there. */
  | 'cancelled'
  /** Anything else: a fault of ours or of the store. */
  | 'failed';

/**
 * A store's failure, translated at its edge; the driver's own error is the cause. Cause and statement are for the log
 * and never reach a caller.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly failure: StoreFailure;
  /** What the store was running, without the values of the request. */
  readonly statement: string | undefined;

  constructor(failure: StoreFailure, message: string, cause?: unknown, statement?: string) {
    super(message, { cause });
    this.failure = failure;
    this.statement = statement;
  }
}
