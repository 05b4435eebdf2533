import type { ListedRow } from './listed-row.ts';

/** Rows in order; the contract leaves open in which order those of one class come (section 4, Pages). */
export type TiedRows = readonly (readonly ListedRow[])[];

/** A group without its members and representative, and its members. */
export interface ListedGroup {
  readonly figures: Readonly<Record<string, unknown>>;
  readonly members: TiedRows;
}

/** Everything that a list would show if it were not cut: an answer shows `size` of it at most, from `start` on. */
export type Listing = { readonly start: number; readonly size: number } & (
  | { readonly kind: 'rows'; readonly rows: TiedRows }
  | { readonly kind: 'groups'; readonly groups: readonly ListedGroup[] }
);

/** How many rows or groups a list has. */
export function lengthOf(listing: Listing): number {
  return listing.kind === 'rows' ? listing.rows.flat().length : listing.groups.length;
}
