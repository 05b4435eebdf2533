import { isDeepStrictEqual } from 'node:util';
import { type ListedGroup, type Listing, lengthOf, type TiedRows } from '../oracle/listing.ts';

type Item = Readonly<Record<string, unknown>>;

/** What is wrong with rows that stand from place `start` of a list on; null when nothing is. */
function rowsFault(rows: readonly unknown[], list: TiedRows, start: number): string | null {
  let first = 0;
  for (const tied of list) {
    const end = first + tied.length;
    const left = [...tied];
    for (const [at, row] of rows.slice(Math.max(first - start, 0), Math.max(end - start, 0)).entries()) {
      const found = left.findIndex((one) => isDeepStrictEqual(one, row));
      if (found === -1) {
        const place = Math.max(first, start) + at;
        return `at place ${place}: ${JSON.stringify(row)} is not one of ${JSON.stringify(left)}`;
      }
      left.splice(found, 1);
    }
    first = end;
  }
  return null;
}

function groupFault(group: unknown, { figures, members: list }: ListedGroup): string | null {
  const { members, representative, ...rest } = group as Item;
  const key = JSON.stringify(figures.groupKey);
  if (!isDeepStrictEqual(rest, figures)) return `${JSON.stringify(rest)} is not ${JSON.stringify(figures)}`;
  if (!Array.isArray(members) || members.length !== list.flat().length) return `${key} has other members`;
  if (!isDeepStrictEqual(representative, members[0])) return `${key} is not represented by its first member`;
  const fault = rowsFault(members, list, 0);
  return fault === null ? null : `in ${key} ${fault}`;
}

/**
 * What is wrong with rows or groups that stand from place `start` of a list on; null when nothing is. Each must equal one
 * of the oracle's that may stand there, and none may come twice.
 */
export function itemsFault(items: readonly unknown[], listing: Listing, start: number): string | null {
  if (start + items.length > Math.max(lengthOf(listing), start)) return 'there are more than the list has';
  if (listing.kind === 'rows') return rowsFault(items, listing.rows, start);
  for (const [at, group] of listing.groups.slice(start, start + items.length).entries()) {
    const fault = groupFault(items[at], group);
    if (fault !== null) return `at place ${start + at}: ${fault}`;
  }
  return null;
}

/** The rows or groups of a body, and what else is in it. */
export function itemsOf(body: unknown): { readonly items: readonly unknown[]; readonly rest: unknown } {
  if (Array.isArray(body)) return { items: body, rest: null };
  const { data, groups, ...rest } = body as Item;
  const items = data ?? groups;
  if (!Array.isArray(items)) throw new Error('a page lists rows or groups');
  return { items, rest };
}

/** What is wrong with the body of a list, which may differ from the oracle's where rows tie; null when nothing is. */
export function listingFault(body: unknown, oracle: unknown, listing: Listing): string | null {
  const { items, rest } = itemsOf(body);
  const expected = itemsOf(oracle);
  if (!isDeepStrictEqual(rest, expected.rest)) {
    return `${JSON.stringify(rest)} is not ${JSON.stringify(expected.rest)}`;
  }
  if (items.length !== expected.items.length) return `${items.length} items, not ${expected.items.length}`;
  return itemsFault(items, listing, listing.start);
}
