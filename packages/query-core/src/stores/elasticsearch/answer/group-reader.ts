import type { FieldPaths } from '../query/compile-predicate.ts';
import type { Query } from '../query/query.ts';
import type { AggResult } from './count-rows.ts';

/** Aggregations by name; null where there is no index to search. */
export type SearchResults = Readonly<Record<string, AggResult>> | null;

/** Sends one search and returns its aggregations. */
export type Search = (body: Query) => Promise<SearchResults>;

/** Indices that are read alike, and how they are searched: all of them, or those of one point in time. */
export interface GroupReader {
  readonly paths: FieldPaths;
  readonly search: Search;
}
