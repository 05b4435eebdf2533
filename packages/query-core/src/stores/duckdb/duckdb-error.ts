import { StoreError } from '../../ports/store-error.ts';

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Translates what went wrong while the file was in use; the driver's text stays in the cause. */
export function duckdbError(error: unknown, operation: string, statement?: string): StoreError {
  if (error instanceof StoreError) return error;
  if (/^INTERRUPT/.test(messageOf(error)))
    return new StoreError('cancelled', `${operation} was cancelled`, error);
  if (/^TransactionContext Error: Current transaction is aborted/.test(messageOf(error)))
    return new StoreError(
      'gone',
      'the snapshot has ended because a statement in it failed; begin anew',
      error,
    );
  return new StoreError('failed', `${operation} failed in the embedded store`, error, statement);
}

/** Translates the driver's errors; those of the thinking that a store was asked to do pass through. */
export const driverError = (error: unknown, operation: string): unknown =>
  error instanceof Error && error.constructor === Error ? duckdbError(error, operation) : error;

/** Translates why a file could not be opened into what its owner can do about it. */
export function duckdbOpenError(error: unknown, file: string): StoreError {
  if (error instanceof StoreError) return error;
  const message = messageOf(error);
  if (/lock on file/i.test(message)) {
    const holder = /PID (\d+)/.exec(message)?.[1];
    const who = holder === undefined ? 'another process' : `process ${holder}`;
    return new StoreError(
      'unavailable',
      `${file} is in use by ${who}; stop that one or set another DATA_DIR`,
      error,
    );
  }
  if (/permission denied|read-only|not a directory|^(ENOENT|ENOTDIR|EACCES|EROFS|EPERM)\b/i.test(message)) {
    return new StoreError(
      'unavailable',
      `${file} can't be written; check its owner and permissions, or set another DATA_DIR`,
      error,
    );
  }
  return new StoreError(
    'unavailable',
    `${file} can't be opened as a data file (damaged, or written by another version); restore it from a backup, or move it away to start empty`,
    error,
  );
}
