import { errors } from '@elastic/elasticsearch';
import { expect, test } from 'vitest';
import { elasticsearchError } from '../src/stores/elasticsearch/client/elasticsearch-error.ts';

const answered = (statusCode: number, ...types: string[]) => {
  const causes = types.map((type) => ({ type, reason: 'as the node words it' }));
  const body = { error: { root_cause: causes, type: types[0], failed_shards: [] }, status: statusCode };
  return new errors.ResponseError({ statusCode, body, headers: {}, warnings: null, meta: {} as never });
};

test.each([
  [404, 'illegal_index_shard_state_exception', 'unavailable'],
  [404, 'search_context_missing_exception', 'unavailable'],
  [404, 'search_context_missing_nodes_exception', 'unavailable'],
  [500, 'node_closed_exception', 'unavailable'],
  [500, 'already_closed_exception', 'unavailable'],
  [503, 'search_phase_execution_exception', 'unavailable'],
  [429, 'es_rejected_execution_exception', 'overloaded'],
  [503, 'circuit_breaking_exception', 'overloaded'],
  [504, 'timeout_exception', 'timeout'],
  [404, 'index_not_found_exception', 'failed'],
  [400, 'parsing_exception', 'failed'],
  [403, 'security_exception', 'failed'],
])('an answer of %i with %s is %s', (status, type, failure) => {
  expect(elasticsearchError(answered(status, type), 'a question')).toMatchObject({ failure });
});

test('a shard on its way among other causes is waited for', () => {
  const error = answered(400, 'search_phase_execution_exception', 'index_shard_recovering_exception');
  expect(elasticsearchError(error, 'a question')).toMatchObject({ failure: 'unavailable' });
});

test.each([
  'Query rewrite failed: too many clauses',
  'Query contains too many nested clauses; maxClauseCount is set to 1024',
])('a query with more clauses than a node takes is told with what to do: %s', (reason) => {
  const body = { error: { root_cause: [], type: 'search_phase_execution_exception', reason }, status: 400 };
  const error = new errors.ResponseError({
    statusCode: 400,
    body,
    headers: {},
    warnings: null,
    meta: {} as never,
  });
  expect(elasticsearchError(error, 'a question')).toMatchObject({
    failure: 'unreadable',
    message: expect.stringContaining('indices.query.bool.max_clause_count'),
  });
});
