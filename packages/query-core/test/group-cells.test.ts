import { describe, expect, test } from 'vitest';
import { GroupCounts, groupsIn } from '../src/stores/elasticsearch/answer/groups/group-counts.ts';
import type { GroupValue } from '../src/stores/elasticsearch/answer/groups/group-measure.ts';
import { readPosition, writePosition } from '../src/stores/elasticsearch/answer/groups/page-position.ts';
import { pickGroups } from '../src/stores/elasticsearch/answer/groups/pick-groups.ts';

const NEWER = { from: 10, until: 20, rows: 9 };
const OLDER = { from: 0, until: 10, rows: 5 };
const descending = (a: GroupValue, b: GroupValue) => Number(b) - Number(a);

function counted(): GroupCounts {
  const counts = new GroupCounts([NEWER, OLDER]);
  counts.set(
    OLDER,
    new Map([
      [1, 3],
      [7, 1],
    ]),
  );
  counts.set(
    NEWER,
    new Map([
      [1, 2],
      [2, 4],
    ]),
  );
  return counts;
}

describe('the cells of groups', () => {
  test('come by value, then by slice', () => {
    const { cells, skip } = counted().cells(descending, 0, 100);
    expect(cells.map(({ value, slice, groups }) => [value, slice.from, groups])).toEqual([
      [7, 0, 1],
      [2, 10, 4],
      [1, 10, 2],
      [1, 0, 3],
    ]);
    expect(skip).toBe(0);
    expect(counted()).toMatchObject({ groups: 10, rows: 14 });
  });

  test('are those of the values that are wanted', () => {
    const { cells, skip } = counted().cells(descending, 2, 3);
    expect(cells.map(({ value }) => value)).toEqual([2]);
    expect(skip).toBe(1);
    expect(counted().cells(descending, 10, 5)).toEqual({ cells: [], skip: 0 });
  });
});

describe('a page', () => {
  test('takes its groups from the cells that it lies in, and tells where the next one begins', () => {
    const { cells } = counted().cells(descending, 0, 100);
    const { picks, ...next } = pickGroups(cells, 3, 4);
    expect(picks.map(({ cell: { value }, skip, take }) => [value, skip, take])).toEqual([
      [2, 2, 2],
      [1, 0, 2],
    ]);
    expect(next).toEqual({ cells: cells.slice(3), skip: 0 });
    expect(pickGroups(next.cells, next.skip, 2)).toEqual({
      picks: [{ cell: cells[3], skip: 0, take: 2 }],
      cells: cells.slice(3),
      skip: 2,
    });
    expect(pickGroups(cells, 10, 5)).toEqual({ picks: [], cells: [], skip: 0 });
  });

  test('carries its position on, and no more of the cells than a cursor has room for', () => {
    const cells = Array.from({ length: 1_000 }, (_, i) => ({
      value: `value ${i}`,
      slice: { from: i * 1_000, until: i * 1_000 + 500 },
      groups: 1 + i,
    }));
    const position = { groups: groupsIn(cells), rows: 1_000_000, cells, skip: 3 };
    const state = writePosition(position);
    expect(JSON.stringify(state).length).toBeLessThan(2_000);
    const read = readPosition(JSON.parse(JSON.stringify(state)));
    expect(read.cells.length).toBeGreaterThan(20);
    expect(read).toEqual({ ...position, cells: cells.slice(0, read.cells.length) });
  });
});
