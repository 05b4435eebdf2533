import type { FieldPaths } from '../query/compile-predicate.ts';
import type { Query } from '../query/query.ts';
import type { AggResult } from './count-rows.ts';

/** Aggregations by name; null where there is no index to search. */
export type SearchResults = Readonly<Record<string, AggResult>> | null;

/** Sends one search and returns its aggregations. */
export type Search = (body: Query) => Promise<SearchResults>;

/** One row that a search found; `sort` holds the values of the search's sort, missing ones as null. */
export interface Hit {
  readonly _index: string;
  readonly _id: string;
  readonly _source?: Readonly<Record<string, unknown>>;
  readonly sort: readonly (string | number | boolean | null)[];
}

/** Sends one search and returns what it found, in order; nothing where there is no index to search. */
export type Find = (body: Query) => Promise<readonly Hit[]>;

/** Indices that are read alike, and how they are searched: all of them, or those of one point in time. */
export interface GroupReader {
  readonly paths: FieldPaths;
  readonly search: Search;
  readonly find: Find;
}
