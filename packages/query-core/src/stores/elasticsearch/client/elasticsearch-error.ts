import { errors } from '@elastic/elasticsearch';
import { StoreError, type StoreFailure } from '../../../ports/store-error.ts';

const FAILURES: Readonly<Record<number, StoreFailure>> = {
  429: 'overloaded',
  502: 'unavailable',
  503: 'unavailable',
  504: 'timeout',
};

/**
 * What nodes that start or stop and shards that are on their way say of themselves, often under a status that blames the
 * request: field capabilities of a shard that is being recovered, for one, are a 404.
 */
const ABSENT = [
  ...['already_closed', 'connect_transport', 'illegal_index_shard_state', 'index_shard_closed'],
  ...['index_shard_not_started', 'index_shard_recovering', 'no_shard_available_action', 'node_closed'],
  ...['node_disconnected', 'node_not_connected', 'search_context_missing', 'search_context_missing_nodes'],
  'shard_not_found',
].map((name) => `"${name}_exception"`);

/** Whether a part of an answer says that a node or a shard is not there for now. */
export function tellsOfAbsence(answered: unknown): boolean {
  const text = JSON.stringify(answered ?? '');
  return ABSENT.some((type) => text.includes(type));
}

const TOO_MANY_CLAUSES = /too many (?:nested )?clauses|maxClauseCount/i;

function failureOf(error: errors.ResponseError, status: number): StoreFailure {
  if (tripsBreaker(error)) return 'overloaded';
  return FAILURES[status] ?? (tellsOfAbsence(error.body) ? 'unavailable' : 'failed');
}

function ofResponse(error: errors.ResponseError, operation: string, statement?: string): StoreError {
  const status = error.statusCode ?? 500;
  if (status === 401 || status === 403) {
    const message = `Elasticsearch does not let these credentials do this (${operation}); docs/operations.md lists the privileges`;
    return new StoreError('failed', message, error, statement);
  }
  if (TOO_MANY_CLAUSES.test(JSON.stringify(error.body ?? ''))) {
    const message =
      'there are more active risk acceptances, or values in a filter, than this cluster takes in one search; ' +
      'revoke acceptances that are not needed any more, or raise indices.query.bool.max_clause_count or the heap of its nodes';
    return new StoreError('unreadable', message, error, statement);
  }
  const failure = failureOf(error, status);
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
