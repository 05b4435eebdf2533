import { type FieldPaths, termsOf } from './compile-predicate.ts';
import { anyOf, notOf, type Query } from './query.ts';

/** Rows on one of the hosts; null stands for none. */
export function onHosts(hosts: readonly (string | number | null)[], paths: FieldPaths): Query {
  const path = paths('hostname');
  const named = termsOf(
    path,
    hosts.filter((host) => host !== null),
  );
  return hosts.includes(null) ? anyOf([named, notOf({ exists: { field: path } })]) : named;
}
