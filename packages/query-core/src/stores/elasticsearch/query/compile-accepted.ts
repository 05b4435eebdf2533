import type { AcceptedRisk } from '../../../plan/plan.ts';
import { type FieldPaths, termsOf } from './compile-predicate.ts';
import { allOf, anyOf, MATCH_NONE, type Query } from './query.ts';

const FIELDS = {
  testName: 'test_name',
  org: 'org',
  controlId: 'control_id',
  hostname: 'hostname',
} as const;
type Part = keyof typeof FIELDS;
const PARTS = Object.keys(FIELDS) as Part[];

/** The longest term that Lucene keeps, in bytes of UTF-8: no row has a longer value to be found by. */
const LONGEST_TERM = 32_766;

/** Whether rows may have the values that a risk names; one that names a longer value covers none. */
export const mayCover = (risk: AcceptedRisk): boolean =>
  PARTS.every((part) => Buffer.byteLength(risk[part] ?? '') <= LONGEST_TERM);

/** Risks that differ in one part alone: one clause tells of all of them. */
interface Clause {
  readonly varying: Part;
  readonly risks: readonly AcceptedRisk[];
}

/**
 * Puts risks together to as few clauses as one varying part allows: a query may have many values, and not so many
 * clauses (Elasticsearch, `indices.query.bool.max_clause_count`).
 */
export function clausesOf(accepted: readonly AcceptedRisk[]): readonly Clause[] {
  const ways = PARTS.map((varying) => {
    const alike = Map.groupBy(accepted, (risk) =>
      JSON.stringify(PARTS.filter((part) => part !== varying).map((part) => risk[part])),
    );
    return [...alike.values()].map((risks): Clause => ({ varying, risks }));
  });
  return ways.reduce((fewest, way) => (way.length < fewest.length ? way : fewest));
}

function compileClause({ varying, risks }: Clause, paths: FieldPaths): Query {
  const [first] = risks;
  return allOf(
    PARTS.flatMap((part): Query[] => {
      const values = part === varying ? risks.map((risk) => risk[part]) : [first?.[part] ?? null];
      // One that covers every value covers those that the others name.
      const named = values.filter((value) => value !== null);
      return named.length < values.length ? [] : [termsOf(paths(FIELDS[part]), named)];
    }),
  );
}

/** A query that holds of the rows which at least one of the accepted risks covers. */
export function compileAccepted(accepted: readonly AcceptedRisk[], paths: FieldPaths): Query {
  const covering = accepted.filter(mayCover);
  if (covering.length === 0) return MATCH_NONE;
  return anyOf(clausesOf(covering).map((clause) => compileClause(clause, paths)));
}
