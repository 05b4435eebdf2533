import type { FieldName } from '@achilles/types';
import type { Scope } from '../../../plan/scope.ts';
import { compileScope, type FieldPaths } from './compile-predicate.ts';
import { allOf, anyOf, type Query } from './query.ts';

/** The counted rows (CONTRACT section 1) that a scope may see and of which further queries hold. */
export function resultsQuery(
  scope: Scope,
  queries: readonly Query[],
  paths: FieldPaths,
  leftOut: readonly Query[],
): Query {
  const exists = (field: FieldName): Query => ({ exists: { field: paths(field) } });
  // A value that its index did not keep is found all the same, so that the search can tell of it.
  const existed = (field: FieldName): Query => anyOf([exists(field), { term: { _ignored: paths(field) } }]);
  const counted = [exists('event_time'), existed('test_uuid'), existed('test_name')];
  return allOf([compileScope(scope, paths), ...queries, ...counted], leftOut);
}
