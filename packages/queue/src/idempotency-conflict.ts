/** A request was repeated under its key, but it is another request; the message is for callers. */
export class IdempotencyConflict extends Error {
  override readonly name = 'IdempotencyConflict';

  /** @param id the job that the first request led to */
  constructor(id: string) {
    super(
      `another request with this key led to job ${id} within the last 24 hours; use a new key for a new request`,
    );
  }
}
