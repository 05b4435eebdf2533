import type { Predicate } from '../../plan/predicate.ts';
import type { Scope } from '../../plan/scope.ts';
import { compilePredicate, compileScope } from './compile-predicate.ts';
import type { Bindings } from './statement.ts';

/**
 * The condition of the rows that an aggregate is over.
 * @param keys what its keys say of them
 */
export const compileWhere = (
  {
    scope,
    rows,
    keys,
  }: { readonly scope: Scope; readonly rows: Predicate; readonly keys: readonly string[] },
  bind: Bindings,
): string => [compileScope(scope, bind), compilePredicate(rows, bind), ...keys].join(' AND ');
