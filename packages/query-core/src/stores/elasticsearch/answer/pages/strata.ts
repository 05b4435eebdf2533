import { type BooleanField, DOCUMENT_FIELDS } from '@achilles/types';
import type { RowOrder } from '../../../../plan/pages.ts';
import { SEVERITIES } from '../../../../score/order.ts';
import type { FieldPaths } from '../../query/compile-predicate.ts';
import { allOf, MATCH_ALL, notOf, type Query } from '../../query/query.ts';
import type { RowKey } from './row-keys.ts';

/** Rows that come one after the other in a list, and what they are sorted by; null where ties alone decide. */
export interface Stratum {
  readonly query: (paths: FieldPaths) => Query;
  readonly by: RowKey | null;
}

const inOrder = (strata: readonly Stratum[], { direction }: RowOrder): readonly Stratum[] =>
  direction === 'desc' ? strata : strata.toReversed();

/** A missing boolean is false. */
function booleanStrata(order: RowOrder, field: BooleanField): readonly Stratum[] {
  const isTrue = (paths: FieldPaths): Query => ({ term: { [paths(field)]: true } });
  return inOrder(
    [
      { query: isTrue, by: null },
      { query: (paths) => notOf(isTrue(paths)), by: null },
    ],
    order,
  );
}

/** Each severity by itself, since no search sorts by rank; unknown ones together, then those without. */
function severityStrata(order: RowOrder): readonly Stratum[] {
  const exists = (paths: FieldPaths): Query => ({ exists: { field: paths('severity') } });
  const among = (severities: readonly string[], paths: FieldPaths): Query => ({
    terms: { [paths('severity')]: severities },
  });
  const ranked = SEVERITIES.map(
    (severity, i): Stratum => ({
      // A row that has several is listed once.
      query: (paths) => allOf([among([severity], paths)], [among(SEVERITIES.slice(0, i), paths)]),
      by: null,
    }),
  );
  const direction = order.direction === 'desc' ? 'asc' : 'desc';
  const unknown: Stratum = {
    query: (paths) => allOf([exists(paths)], [among(SEVERITIES, paths)]),
    by: { field: 'severity', direction },
  };
  return [...inOrder([...ranked, unknown], order), { query: (paths) => notOf(exists(paths)), by: null }];
}

const isBoolean = (field: RowOrder['field']): field is RowOrder['field'] & BooleanField =>
  DOCUMENT_FIELDS[field].type === 'boolean';

/** The strata of an order; together they are all rows, and no row is in two. */
export function strataOf(order: RowOrder): readonly Stratum[] {
  const { field } = order;
  if (field === 'severity') return severityStrata(order);
  if (isBoolean(field)) return booleanStrata(order, field);
  return [{ query: () => MATCH_ALL, by: order }];
}
