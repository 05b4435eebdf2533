/** Why a store could not answer. */
export type StoreFailure =
  /** The store can't be reached or opened, or a part of it is missing. */
  | 'unavailable'
  /** The store is there and takes no more work for now. */
  | 'overloaded'
  /** The answer took longer than it may. */
  | 'timeout'
  /** As many snapshots are held open as may be. */
  | 'crowded'
  /** The snapshot that was asked for is not held any more. */
  | 'gone'
  /** The caller left before the answer was there. */
  | 'cancelled'
  /** The stored data can't be read exactly; the message names what to mend and is meant for callers too. */
  | 'unreadable'
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
