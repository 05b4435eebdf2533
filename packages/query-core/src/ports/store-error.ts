/** Why a store could not answer. */
export type StoreFailure =
  /** The store can't be reached or opened. */
  | 'unavailable'
  /** The caller left before the answer was there. */
  | 'cancelled'
  /** Anything else: a fault of ours or of the store. */
  | 'failed';

/** A store's failure, translated at its edge; the driver's own error is the cause and never reaches a caller. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly failure: StoreFailure;

  constructor(failure: StoreFailure, message: string, cause?: unknown) {
    super(message, { cause });
    this.failure = failure;
  }
}
