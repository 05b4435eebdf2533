import type { AcceptedRisk } from '../../../plan/plan.ts';
import { type FieldPaths, termsOf } from './compile-predicate.ts';
import { allOf, anyOf, MATCH_NONE, type Query } from './query.ts';

const LIMITS = { org: 'org', controlId: 'control_id', hostname: 'hostname' } as const;

/** A query that holds of the rows which at least one of the accepted risks covers. */
export function compileAccepted(accepted: readonly AcceptedRisk[], paths: FieldPaths): Query {
  if (accepted.length === 0) return MATCH_NONE;
  // Risks that differ in their test alone become one clause: a query may have many values, and not so many clauses.
  const alike = Map.groupBy(accepted, ({ org, controlId, hostname }) =>
    JSON.stringify([org, controlId, hostname]),
  );
  return anyOf(
    [...alike.values()].map((risks) => {
      const names = risks.map(({ testName }) => testName);
      const limits = (Object.keys(LIMITS) as (keyof typeof LIMITS)[]).flatMap((limit): Query[] => {
        const value = risks[0]?.[limit] ?? null;
        return value === null ? [] : [{ term: { [paths(LIMITS[limit])]: value } }];
      });
      return allOf([termsOf(paths('test_name'), names), ...limits]);
    }),
  );
}
