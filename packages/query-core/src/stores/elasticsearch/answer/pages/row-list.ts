import type { Predicate } from '../../../../plan/predicate.ts';
import type { Scope } from '../../../../plan/scope.ts';
import { compilePredicate, type FieldPaths } from '../../query/compile-predicate.ts';
import type { Query } from '../../query/query.ts';
import { resultsQuery } from '../../query/results-query.ts';
import type { RowsQuery } from '../rows-by-time.ts';

/** Whose rows are listed, and which documents are none. */
export interface ListWork {
  readonly scope: Scope;
  readonly leftOut: readonly Query[];
}

/** The rows of a list, and further queries that hold of some of them. */
export const listedRows =
  ({ scope, leftOut }: ListWork, rows: Predicate, ...further: readonly RowsQuery[]): RowsQuery =>
  (paths: FieldPaths) => {
    const queries = [compilePredicate(rows, paths), ...further.map((query) => query(paths))];
    return resultsQuery(scope, queries, paths, leftOut);
  };
