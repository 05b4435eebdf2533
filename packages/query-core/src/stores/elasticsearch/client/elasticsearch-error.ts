import { errors } from '@elastic/elasticsearch';
import { StoreError, type StoreFailure } from '../../../ports/store-error.ts';

const FAILURES: Readonly<Record<number, StoreFailure>> = {
  429: 'overloaded',
  502: 'unavailable',
  503: 'unavailable',
  504: 'timeout',
};

function ofResponse(error: errors.ResponseError, operation: string, statement?: string): StoreError {
  const status = error.statusCode ?? 500;
  if (status === 401 || status === 403) {
    const message = `Elasticsearch does not let these credentials do this (${operation}); docs/operations.md lists the privileges`;
    return new StoreError('failed', message, error, statement);
  }
  const failure = tripsBreaker(error) ? 'overloaded' : (FAILURES[status] ?? 'failed');
  return new StoreError(failure, `${operation} failed in Elasticsearch`, error, statement);
}

/** Translates a failure of the driver; its text stays in the cause. */
export function elasticsearchError(error: unknown, operation: string, statement?: string): StoreError {
  if (error instanceof StoreError) return error;
  if (error instanceof errors.ResponseError) return ofResponse(error, operation, statement);
  if (error instanceof errors.TimeoutError)
    return new StoreError('timeout', `${operation} took too long in Elasticsearch`, error, statement);
  if (error instanceof errors.ConnectionError || error instanceof errors.NoLivingConnectionsError)
    return new StoreError('unavailable', `Elasticsearch can't be reached (${operation})`, error, statement);
  return new StoreError('failed', `${operation} failed in Elasticsearch`, error, statement);
}

/** Whether a failure is of a type, such as `too_many_buckets_exception`, wherever that stands in a response. */
export function isCausedBy(error: unknown, type: string): boolean {
  const cause = error instanceof StoreError ? error.cause : error;
  return cause instanceof errors.ResponseError && JSON.stringify(cause.body ?? '').includes(`"${type}"`);
}

/** Whether the node stopped work because it would have taken too much memory; search phases word it in a reason of their own. */
export function tripsBreaker(error: unknown): boolean {
  const cause = error instanceof StoreError ? error.cause : error;
  if (!(cause instanceof errors.ResponseError)) return false;
  return /"circuit_breaking_exception"|Data too large/.test(JSON.stringify(cause.body ?? ''));
}
