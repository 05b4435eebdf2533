/** A piece of Elasticsearch's query DSL. */
export type Query = Readonly<Record<string, unknown>>;

/** Aggregations by name, in Elasticsearch's DSL. */
export type Aggs = Readonly<Record<string, Query>>;

export const MATCH_ALL: Query = { match_all: {} };
export const MATCH_NONE: Query = { match_none: {} };

/** Rows of which every query holds, and none of the others. */
export function allOf(queries: readonly Query[], none: readonly Query[] = []): Query {
  const wanted = queries.filter((query) => query !== MATCH_ALL);
  if (wanted.length === 0 && none.length === 0) return MATCH_ALL;
  if (wanted.length === 1 && none.length === 0 && wanted[0] !== undefined) return wanted[0];
  return {
    bool: { ...(wanted.length > 0 && { filter: wanted }), ...(none.length > 0 && { must_not: none }) },
  };
}

/** Rows of which at least one query holds. */
export function anyOf(queries: readonly Query[]): Query {
  if (queries.length === 0) return MATCH_NONE;
  if (queries.length === 1 && queries[0] !== undefined) return queries[0];
  return { bool: { should: queries, minimum_should_match: 1 } };
}

/** Rows of which the query does not hold. */
export const notOf = (query: Query): Query => ({ bool: { must_not: [query] } });
