import { DOCUMENT_FIELDS, type FieldName } from '@achilles/types';
import type { Predicate } from '../../../plan/predicate.ts';
import type { Scope } from '../../../plan/scope.ts';
import { allOf, anyOf, MATCH_ALL, MATCH_NONE, notOf, type Query } from './query.ts';

/** Where each field is read from in a group of indices; a field that an old index mapped as text has another path there. */
export type FieldPaths = (field: FieldName) => string;

/** The paths of indices that are mapped as the product maps them. */
export const PLAIN_PATHS: FieldPaths = (field) => DOCUMENT_FIELDS[field].path;

/** The most values of one `terms` query (Elasticsearch, `index.max_terms_count`). */
const MOST_TERMS = 65_536;

/** Rows with one of the values. */
export function termsOf(path: string, values: readonly (string | number)[]): Query {
  if (values.length === 0) return MATCH_NONE;
  if (values.length === 1) return { term: { [path]: values[0] } };
  const parts: Query[] = [];
  for (let i = 0; i < values.length; i += MOST_TERMS)
    parts.push({ terms: { [path]: values.slice(i, i + MOST_TERMS) } });
  return anyOf(parts);
}

function timeOf(path: string, from: number | null, to: number | null): Query {
  if (from === null && to === null) return MATCH_ALL;
  const sides = { ...(from !== null && { gte: from }), ...(to !== null && { lte: to }) };
  return { range: { [path]: { ...sides, format: 'epoch_millis' } } };
}

/** A query that holds of exactly the rows of the predicate. */
export function compilePredicate(predicate: Predicate, paths: FieldPaths): Query {
  switch (predicate.kind) {
    case 'every':
      return allOf(predicate.of.map((part) => compilePredicate(part, paths)));
    case 'some':
      return anyOf(predicate.of.map((part) => compilePredicate(part, paths)));
    case 'not':
      return notOf(compilePredicate(predicate.of, paths));
    case 'time':
      return timeOf(paths('event_time'), predicate.from, predicate.to);
    case 'values':
      return termsOf(paths(predicate.field), predicate.values);
    case 'prefix':
      return { prefix: { [paths(predicate.field)]: predicate.prefix } };
    case 'codes':
      return termsOf(paths('error_code'), predicate.codes);
    case 'true':
      return { term: { [paths(predicate.field)]: true } };
    case 'missing':
      return notOf({ exists: { field: paths(predicate.field) } });
    default:
      return predicate satisfies never;
  }
}

/** A query that holds of the rows a scope may see. */
export function compileScope(scope: Scope, paths: FieldPaths): Query {
  if (scope.kind === 'all') return MATCH_ALL;
  return scope.org === '' ? MATCH_NONE : { term: { [paths('org')]: scope.org } };
}
