import type { ExecutionRow, GroupSort, SortField, SortOrder } from '@achilles/types';
import type { Predicate } from './predicate.ts';

/**
 * The order of rows (CONTRACT sections 4 and 9): by one field, missing values last in both directions; then time
 * descending, test uuid, hostname and organization A–Z with missing ones last; then an order fixed within the snapshot.
 */
export interface RowOrder {
  readonly field: SortField;
  readonly direction: SortOrder;
}

/** Newest first. */
export const NEWEST_FIRST: RowOrder = { field: 'event_time', direction: 'desc' };

/** The order of groups: by a field of the representative or a count; then time descending, then key A–Z. */
export interface GroupOrder {
  readonly by: GroupSort;
  readonly direction: SortOrder;
}

/**
 * Where a page begins: after `offset` rows or groups. `state` is what the store told at the end of the page that ends
 * there, in the same snapshot, so that it need not count and search again; null where there was none.
 */
export interface PageStart {
  readonly offset: number;
  readonly state: PageState | null;
}

/** What a store wants to be told when a page is continued: JSON, and nobody else's to read. */
export type PageState = Readonly<Record<string, unknown>>;

/** Lists some of the rows in an order. */
export interface RowPage {
  readonly kind: 'row-page';
  readonly rows: Predicate;
  readonly order: RowOrder;
  readonly start: PageStart;
  readonly size: number;
}

/** The rows of a page, in order, and how many there are in all. */
export interface RowPageAnswer {
  readonly rows: readonly ExecutionRow[];
  readonly total: number;
  readonly state: PageState;
}

/** Lists some of the groups that rows form (CONTRACT section 4, Groups), with all their members. */
export interface GroupPage {
  readonly kind: 'group-page';
  readonly rows: Predicate;
  readonly order: GroupOrder;
  /** The order of the members of each group; the first one represents it. */
  readonly members: RowOrder;
  readonly start: PageStart;
  readonly size: number;
}

/** One group: its key and its members, in order. */
export interface RowGroup {
  readonly key: string;
  readonly members: readonly ExecutionRow[];
}

/** The groups of a page, in order, and how many groups and rows there are in all. */
export interface GroupPageAnswer {
  readonly groups: readonly RowGroup[];
  readonly total: number;
  readonly totalRows: number;
  readonly state: PageState;
}
