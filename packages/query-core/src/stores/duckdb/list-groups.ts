import type { ExecutionRow } from '@achilles/types';
import type { GroupPage, GroupPageAnswer, PageState } from '../../plan/pages.ts';
import type { VisibleRows } from '../../plan/visible-rows.ts';
import { StoreError } from '../../ports/store-error.ts';
import {
  canFollow,
  compileGroupMark,
  compileGroupMembers,
  compileGroupPage,
  type GroupMark,
} from './compile-group-page.ts';
import { ROW_WIDTH, readRow, readRowId, type SqlValues } from './read-row.ts';
import type { Statements } from './statements.ts';

/** What a page tells the one that continues it. */
interface GroupPageState extends PageState {
  readonly total: number;
  readonly totalRows: number;
  /** The row id of a member of its last group. */
  readonly last: number;
}

async function markOf(statements: Statements, row: number, visible: VisibleRows): Promise<GroupMark> {
  const [found] = await statements.values(compileGroupMark(row, visible));
  if (found === undefined) throw new StoreError('failed', 'the group that a page goes on from is not there');
  return { key: String(found[0]), time: Number(found[1]) };
}

/** Members by key, groups in the order that they are named in. */
function membersByKey(groups: readonly GroupMark[], members: readonly SqlValues[]) {
  const byKey = new Map<string, SqlValues[]>(groups.map(({ key }) => [key, []]));
  for (const member of members) byKey.get(String(member[ROW_WIDTH]))?.push(member);
  return byKey;
}

/** Answers a page of groups. */
export async function listGroups(
  statements: Statements,
  page: GroupPage,
  visible: VisibleRows,
): Promise<GroupPageAnswer> {
  const { order, size, start } = page;
  const state = start.state as GroupPageState | null;
  const after = state !== null && canFollow(order) ? await markOf(statements, state.last, visible) : null;
  const offset = after === null ? start.offset : 0;
  const found = await statements.values(compileGroupPage(page, visible, { after, offset, size }));
  const [counted] = found;
  const total = state?.total ?? Number(counted?.[0]);
  const totalRows = state?.totalRows ?? Number(counted?.[1]);
  const marks = found.flatMap(([, , key, time]): GroupMark[] =>
    key === null ? [] : [{ key: String(key), time: Number(time) }],
  );
  if (marks.length === 0) return { groups: [], total, totalRows, state: {} };
  const members = membersByKey(marks, await statements.lists(compileGroupMembers(page, visible, marks)));
  const groups = [...members].map(([key, rows]): { key: string; members: ExecutionRow[] } => ({
    key,
    members: rows.map(readRow),
  }));
  const last = readRowId([...members.values()].at(-1)?.[0] ?? []);
  return { groups, total, totalRows, state: { total, totalRows, last } };
}
