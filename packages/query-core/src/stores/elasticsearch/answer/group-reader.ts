import type { FieldPaths } from '../query/compile-predicate.ts';
import type { Query } from '../query/query.ts';
import type { AggResult } from './count-rows.ts';

/** Aggregations by name; null where there is no index to search. */
export type SearchResults = Readonly<Record<string, AggResult>> | null;

/** Sends one search and returns its aggregations. */
export type Search = (body: Query) => Promise<SearchResults>;

/** The value of one key of a search's sort; null where it is missing. */
export type SortValue = string | number | null;

/** One row that a search found; `sort` holds the values of the search's sort, missing ones as null. */
export interface Hit {
  readonly _index: string;
  readonly _id: string;
  readonly _source?: Readonly<Record<string, unknown>>;
  /** Where they were asked for (`seq_no_primary_term`). */
  readonly _seq_no?: number;
  readonly _primary_term?: number;
  /** Values of the fields that were asked for by column. */
  readonly fields?: Readonly<Record<string, readonly unknown[]>>;
  readonly sort: readonly SortValue[];
}

/** A search for rows. Its sort ends with `_shard_doc`, so that no two rows are equal in it. */
export interface FindBody extends Query {
  readonly query: Query;
  readonly sort: readonly Query[];
  readonly size: number;
  readonly from?: number;
  /** The sort values of the row before; only without `from`. */
  readonly search_after?: readonly SortValue[];
}

/**
 * Finds rows, in order; none where there is no index to search. As many as are asked for, or all there are: what an
 * index does not give in one search (`index.max_result_window`) takes several.
 */
export type Find = (body: FindBody) => Promise<readonly Hit[]>;

/** How indices are searched: as they are at each search, or as of one point in time. */
export interface Searches {
  readonly search: Search;
  readonly find: Find;
  /** How many rows a query holds of, exactly. */
  readonly count: (query: Query) => Promise<number>;
}

/** Indices that are read alike, and how they are searched: all of them, or those of one point in time. */
export interface GroupReader extends Searches {
  readonly paths: FieldPaths;
}

/** As much of it as aggregations need. */
export type SearchReader = Pick<GroupReader, 'paths' | 'search'>;
