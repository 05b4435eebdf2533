import type { PageState } from '../../../../plan/pages.ts';
import type { GroupCell } from './group-counts.ts';
import type { GroupValue } from './group-measure.ts';

/** Where the groups of a list are: how many groups and rows there are in all, and the next cells. */
export interface PagePosition {
  readonly groups: number;
  readonly rows: number;
  readonly cells: readonly GroupCell[];
  /** How many groups of the first cell were listed before. */
  readonly skip: number;
}

type WrittenCell = readonly [value: GroupValue, from: number, length: number, groups: number];

/** A cursor carries this, and so it is short. */
const MOST_CHARACTERS = 1_500;

/** The position after a page, with as many of the next cells as are short enough to be carried. */
export function writePosition({ groups, rows, cells, skip }: PagePosition): PageState {
  const ahead: WrittenCell[] = [];
  let characters = 0;
  for (const { value, slice, groups: count } of cells) {
    const cell: WrittenCell = [value, slice.from, slice.until - slice.from, count];
    characters += JSON.stringify(cell).length + 1;
    if (characters > MOST_CHARACTERS) break;
    ahead.push(cell);
  }
  return { groups, rows, ahead, skip };
}

/** Reads what `writePosition` wrote. */
export function readPosition(state: PageState): PagePosition {
  const { groups, rows, ahead, skip } = state as Omit<PagePosition, 'cells'> & {
    readonly ahead: readonly WrittenCell[];
  };
  const cells = ahead.map(
    ([value, from, length, count]): GroupCell => ({
      value,
      slice: { from, until: from + length },
      groups: count,
    }),
  );
  return { groups, rows, cells, skip };
}
