import type { ExecutionRow, GroupSort, SortField, SortOrder } from '@achilles/types';
import { expect } from 'vitest';
import {
  type GroupPage,
  type GroupPageAnswer,
  NEWEST_FIRST,
  type PageState,
  type RowOrder,
  type RowPage,
  type RowPageAnswer,
} from '../src/plan/pages.ts';
import { every, type Predicate } from '../src/plan/predicate.ts';
import { EVERY_ORGANIZATION } from '../src/plan/scope.ts';
import type { Snapshot } from '../src/ports/result-reader.ts';
import { compareRows } from './rows-of-world.ts';

const ALL = every();

/** A page of all rows. */
export const rowPage = (
  order: RowOrder,
  size: number,
  offset = 0,
  state: PageState | null = null,
): RowPage => ({
  ...{ kind: 'row-page', rows: ALL, order, size },
  start: { offset, state },
});

/** Answers one page of rows. */
export async function listRows(snapshot: Snapshot, page: RowPage): Promise<RowPageAnswer> {
  const { list } = await snapshot.run({ scope: EVERY_ORGANIZATION, parts: { list: page } });
  return list;
}

/** Answers one page of groups. */
export async function listGroups(snapshot: Snapshot, page: GroupPage): Promise<GroupPageAnswer> {
  const { list } = await snapshot.run({ scope: EVERY_ORGANIZATION, parts: { list: page } });
  return list;
}

/** Which page of groups; the first of all rows where nothing is said. */
export interface GroupPlace {
  readonly rows?: Predicate;
  readonly size?: number;
  readonly offset?: number;
  readonly state?: PageState | null;
}

/** A page of groups as the endpoint asks for it: members in the order of groups, newest first where that is a count. */
export function groupPage(
  by: GroupSort,
  direction: SortOrder,
  { rows = ALL, size = 10_000, offset = 0, state = null }: GroupPlace = {},
): GroupPage {
  const members: RowOrder = by.endsWith('Count') ? NEWEST_FIRST : { field: by as SortField, direction };
  return {
    ...{ kind: 'group-page', rows, order: { by, direction }, members, size },
    start: { offset, state },
  };
}

const identity = ({ index, id }: ExecutionRow): string => `${index}/${id}`;
const byIdentity = (rows: readonly ExecutionRow[]) =>
  rows.toSorted((a, b) => (identity(a) < identity(b) ? -1 : 1));

/** Asserts that rows are exactly the expected ones and that no two follow each other in the wrong order. */
export function expectOrdered(
  rows: readonly ExecutionRow[],
  expected: readonly ExecutionRow[],
  order: RowOrder,
) {
  expect(byIdentity(rows)).toEqual(byIdentity(expected));
  const compare = compareRows(order);
  const wrong = rows.findIndex((row, i) => i > 0 && compare(rows[i - 1] as ExecutionRow, row) > 0);
  expect(wrong).toBe(-1);
}
