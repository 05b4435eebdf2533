import { termsOf } from './compile-predicate.ts';
import { anyOf, notOf, type Query } from './query.ts';

/** Rows with one of the values; null stands for none. */
export function withValues(path: string, values: readonly (string | number | null)[]): Query {
  const some = termsOf(
    path,
    values.filter((value) => value !== null),
  );
  return values.includes(null) ? anyOf([some, notOf({ exists: { field: path } })]) : some;
}
