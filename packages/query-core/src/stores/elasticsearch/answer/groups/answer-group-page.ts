import type { GroupPage, GroupPageAnswer } from '../../../../plan/pages.ts';
import { doAtOnce } from '../do-at-once.ts';
import type { GroupReader } from '../group-reader.ts';
import { refuseUnkept } from '../pages/refuse-unkept.ts';
import type { ListWork } from '../pages/row-list.ts';
import { sliceRows } from '../slice-rows.ts';
import { GroupCounts, groupsIn } from './group-counts.ts';
import { type GroupSearch, groupSearch } from './group-queries.ts';
import { isOldestFirst, listPicks } from './list-picks.ts';
import { type PagePosition, readPosition, writePosition } from './page-position.ts';
import { pickGroups } from './pick-groups.ts';
import { readMembers } from './read-members.ts';
import { tallyGroups } from './tally-groups.ts';

/** Few enough that a page of the newest groups reads little, and enough that a search costs more than its round trip. */
const ROWS_IN_SLICE = 10_000;
/** So far beyond a page it is looked where the next ones lie. */
const GROUPS_AHEAD = 10_000;

/** Counts all groups, slice by slice. */
async function countGroups(
  readers: readonly GroupReader[],
  search: GroupSearch,
  part: GroupPage,
  rowsInSlice: number,
): Promise<PagePosition> {
  const slices = await sliceRows(readers, (paths) => search.rows(paths, []), rowsInSlice);
  if (!isOldestFirst(part)) slices.reverse();
  const counts = new GroupCounts(slices);
  await doAtOnce(slices, async (slice) => {
    counts.set(slice, await tallyGroups(readers, search, slice));
  });
  const { groups, rows } = counts;
  return {
    groups,
    rows,
    ...counts.cells(search.measure.compare, part.start.offset, part.size + GROUPS_AHEAD),
  };
}

/** Where a page begins: by what the page before told, else by counting. */
async function positionOf(
  readers: readonly GroupReader[],
  search: GroupSearch,
  part: GroupPage,
  rowsInSlice: number,
): Promise<PagePosition> {
  const { offset, state } = part.start;
  if (state !== null) {
    const position = readPosition(state);
    const wanted = Math.min(part.size, position.groups - offset);
    if (groupsIn(position.cells) - position.skip >= wanted) return position;
  }
  const [position] = await Promise.all([
    countGroups(readers, search, part, rowsInSlice),
    refuseUnkept(readers, (paths) => search.rows(paths, []), part),
  ]);
  return position;
}

/**
 * Answers a page of groups, exact at any size. Groups are counted by slices of time, each of which holds whole groups;
 * then the slices that the page has groups of are listed, and then the members of those groups. What is in memory at a
 * time is the page, a few slices, and how many groups of each value each slice has.
 * @param readers each over its point in time
 * @param rowsInSlice how many rows a slice may have
 * @throws StoreError
 */
export async function answerGroupPage(
  readers: readonly GroupReader[],
  work: ListWork,
  part: GroupPage,
  rowsInSlice = ROWS_IN_SLICE,
): Promise<GroupPageAnswer> {
  const search = groupSearch(work, part);
  const position = await positionOf(readers, search, part, rowsInSlice);
  const { picks, ...next } = pickGroups(position.cells, position.skip, part.size);
  const found = await listPicks(readers, search, part, picks);
  return {
    groups: await readMembers(readers, search, found, part.members),
    total: position.groups,
    totalRows: position.rows,
    state: writePosition({ ...position, ...next }),
  };
}
