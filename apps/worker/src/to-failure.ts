import { StoreError, type StoreFailure } from '@achilles/query-core';
import { FinalFailure, QueueError, RetryableFailure } from '@achilles/queue';

/** What callers are told while a failure of the store is waited out; null for those that waiting does not mend. */
const WAITED_OUT: Readonly<Record<StoreFailure, string | null>> = {
  unavailable: 'the data store is not available',
  overloaded: 'the data store takes no more work for now',
  timeout: 'the data store took too long',
  crowded: 'as many snapshots of the data store are open as may be',
  gone: 'a snapshot of the data store ended while it was read',
  cancelled: 'the work was interrupted',
  unreadable: null,
  failed: null,
};

/** What a processor threw, as what it means for the job; anything else than a known failure stays as it is. */
export function toFailure(error: unknown): unknown {
  if (error instanceof QueueError) return new RetryableFailure(error.message, { cause: error });
  if (!(error instanceof StoreError)) return error;
  const reason = WAITED_OUT[error.failure];
  if (reason !== null) return new RetryableFailure(reason, { cause: error });
  return error.failure === 'unreadable' ? new FinalFailure(error.message, { cause: error }) : error;
}

/** What callers are told of a job whose record can't be reached. */
export function recordsFault(error: unknown): string {
  const failure = toFailure(error);
  return failure instanceof RetryableFailure ? failure.message : 'the records of jobs can not be reached';
}
