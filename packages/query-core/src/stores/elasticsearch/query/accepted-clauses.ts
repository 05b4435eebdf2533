import type { AcceptedRisk } from '../../../plan/plan.ts';

/** What a risk may be limited by. */
export const RISK_LIMITS = ['testName', 'org', 'controlId', 'hostname'] as const;
type RiskLimit = (typeof RISK_LIMITS)[number];

/** The rows that have one of the values in every field; null asks nothing of a field. */
export type AcceptedClause = Readonly<Record<RiskLimit, readonly string[] | null>>;

/** The longest value that Lucene indexes, in bytes of UTF-8. */
const LONGEST_TERM = 32_766;

const toClause = ({ testName, org, controlId, hostname }: AcceptedRisk): AcceptedClause => ({
  testName: [testName],
  org: org === null ? null : [org],
  controlId: controlId === null ? null : [controlId],
  hostname: hostname === null ? null : [hostname],
});

/** Sorted, so that equal sets of values are equal lists. */
function unionOf(sets: readonly (readonly string[] | null)[]): readonly string[] | null {
  const values = new Set<string>();
  for (const set of sets) {
    if (set === null) return null;
    for (const value of set) values.add(value);
  }
  return [...values].sort();
}

/** Makes one clause of those that differ in one limit alone. */
function joinIn(limit: RiskLimit, clauses: readonly AcceptedClause[]): AcceptedClause[] {
  const alike = Map.groupBy(clauses, (clause) => JSON.stringify({ ...clause, [limit]: null }));
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const values = unionOf([first, ...others].map((clause) => clause[limit]));
    return [{ ...first, [limit]: values }];
  });
}

/**
 * Few clauses that together hold of exactly the rows which at least one of the risks covers: a query may have many values,
 * and not so many clauses. A risk with a value that is too long to be indexed covers no row of an index, and has none.
 * Equal risks in the same order give equal clauses.
 */
export function acceptedClauses(accepted: readonly AcceptedRisk[]): readonly AcceptedClause[] {
  const clauses = accepted
    .filter((risk) => RISK_LIMITS.every((limit) => Buffer.byteLength(risk[limit] ?? '') <= LONGEST_TERM))
    .map(toClause);
  // By hosts, many hosts of few tests are few clauses, by tests they are many: what leaves the fewest is joined first.
  for (let left: readonly AcceptedClause[] = clauses; ; ) {
    const ways = RISK_LIMITS.map((limit) => joinIn(limit, left));
    const fewest = ways.reduce((best, way) => (way.length < best.length ? way : best));
    if (fewest.length === left.length) return left;
    left = fewest;
  }
}
