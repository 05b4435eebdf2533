import type { AcceptedRisk } from '../../../plan/plan.ts';
import { acceptedClauses, RISK_LIMITS } from './accepted-clauses.ts';
import { type FieldPaths, termsOf } from './compile-predicate.ts';
import { allOf, anyOf, type Query } from './query.ts';

const FIELDS = {
  testName: 'test_name',
  org: 'org',
  controlId: 'control_id',
  hostname: 'hostname',
} as const;

/** A query that holds of the rows which at least one of the accepted risks covers. */
export function compileAccepted(accepted: readonly AcceptedRisk[], paths: FieldPaths): Query {
  return anyOf(
    acceptedClauses(accepted).map((clause) =>
      allOf(
        RISK_LIMITS.flatMap((limit): Query[] => {
          const values = clause[limit];
          return values === null ? [] : [termsOf(paths(FIELDS[limit]), values)];
        }),
      ),
    ),
  );
}
