import type { GroupCell } from './group-counts.ts';

/** The groups of a cell that are on a page: so many, after others of the cell. */
export interface CellPick {
  readonly cell: GroupCell;
  readonly skip: number;
  readonly take: number;
}

/** What a page takes from cells, and the cells that the next page goes on with, after some of their groups. */
export interface Picked {
  readonly picks: readonly CellPick[];
  readonly cells: readonly GroupCell[];
  readonly skip: number;
}

/** Picks a page of so many groups from cells in the order of pages, after some groups that come before it. */
export function pickGroups(cells: readonly GroupCell[], offset: number, size: number): Picked {
  const end = offset + size;
  const picks: CellPick[] = [];
  let before = 0;
  for (const [at, cell] of cells.entries()) {
    const skip = Math.max(0, offset - before);
    const take = Math.min(cell.groups, end - before) - skip;
    if (take > 0) picks.push({ cell, skip, take });
    if (before + cell.groups > end) return { picks, cells: cells.slice(at), skip: end - before };
    before += cell.groups;
  }
  return { picks, cells: [], skip: 0 };
}
