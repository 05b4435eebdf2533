import type { GroupPage } from '../../../../plan/pages.ts';
import { compareText } from '../../../../score/compare-text.ts';
import { doAtOnce } from '../do-at-once.ts';
import type { GroupReader } from '../group-reader.ts';
import type { FoundGroup } from './group-fold.ts';
import type { GroupValue } from './group-measure.ts';
import type { GroupSearch } from './group-queries.ts';
import { listGroups } from './list-groups.ts';
import { miscounted } from './miscounted.ts';
import type { CellPick } from './pick-groups.ts';

type ByValue = ReadonlyMap<GroupValue, FoundGroup[]>;

const isAsCounted = (listed: ByValue, picks: readonly CellPick[]): boolean =>
  picks.every(({ cell }) => (listed.get(cell.value)?.length ?? 0) === cell.groups);

/** The groups of the cells of one slice, by value. */
async function listCells(
  readers: readonly GroupReader[],
  search: GroupSearch,
  picks: readonly [CellPick, ...CellPick[]],
): Promise<ByValue> {
  const { slice } = picks[0].cell;
  const having = search.measure.having([...new Set(picks.map(({ cell }) => cell.value))]);
  if (having !== null) {
    const some = Map.groupBy(await listGroups(readers, search, slice, having), ({ value }) => value);
    // Groups of a value are among those with a row of it; where they are as many, they are the same.
    if (isAsCounted(some, picks)) return some;
  }
  const all = Map.groupBy(await listGroups(readers, search, slice), ({ value }) => value);
  if (isAsCounted(all, picks)) return all;
  throw miscounted(`groups of ${new Date(slice.from).toISOString()} and after`);
}

/** Whether a page begins with the oldest groups. */
export const isOldestFirst = ({ order }: GroupPage): boolean =>
  order.by === 'event_time' && order.direction === 'asc';

/** Lists the groups that a page takes, in its order. @throws StoreError */
export async function listPicks(
  readers: readonly GroupReader[],
  search: GroupSearch,
  part: GroupPage,
  picks: readonly CellPick[],
): Promise<FoundGroup[]> {
  const later = isOldestFirst(part) ? 1 : -1;
  const inOrder = (a: FoundGroup, b: FoundGroup) => later * (a.time - b.time) || compareText(a.key, b.key);
  const bySlice = Map.groupBy(picks, ({ cell }) => cell.slice.from);
  const found = new Map<CellPick, FoundGroup[]>();
  await doAtOnce(bySlice.values(), async (ofSlice) => {
    const listed = await listCells(readers, search, ofSlice as [CellPick, ...CellPick[]]);
    for (const pick of ofSlice) {
      const { skip, take, cell } = pick;
      const groups = listed.get(cell.value) ?? [];
      found.set(pick, groups.sort(inOrder).slice(skip, skip + take));
    }
  });
  return picks.flatMap((pick) => found.get(pick) ?? []);
}
