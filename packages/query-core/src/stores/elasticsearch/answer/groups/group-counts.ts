import type { Slice } from '../slices.ts';
import type { GroupMeasure, GroupValue } from './group-measure.ts';

/** How many groups there are of each value. */
export type GroupTally = ReadonlyMap<GroupValue, number>;

/** The groups of one value in one slice of time. */
export interface GroupCell {
  readonly value: GroupValue;
  readonly slice: Pick<Slice, 'from' | 'until'>;
  readonly groups: number;
}

/** How many groups there are in cells. */
export const groupsIn = (cells: readonly GroupCell[]): number =>
  cells.reduce((sum, { groups }) => sum + groups, 0);

/** Numbers at even places are those of values, each followed by how many groups of it there are. */
type Counts = Uint32Array;

/** How many groups of each value each slice of time has: eight bytes for each such pair, however many groups there are. */
export class GroupCounts {
  readonly #slices: readonly Slice[];
  readonly #counts = new Map<Slice, Counts>();
  readonly #numbers = new Map<GroupValue, number>();
  readonly #totals: number[] = [];

  /** @param slices in the order of time of the page */
  constructor(slices: readonly Slice[]) {
    this.#slices = slices;
  }

  set(slice: Slice, tally: GroupTally): void {
    const counts = new Uint32Array(tally.size * 2);
    let at = 0;
    for (const [value, groups] of tally) {
      const number = this.#numberOf(value);
      this.#totals[number] = groups + (this.#totals[number] ?? 0);
      counts.set([number, groups], at);
      at += 2;
    }
    this.#counts.set(slice, counts);
  }

  get groups(): number {
    return this.#totals.reduce((sum, groups) => sum + groups, 0);
  }

  get rows(): number {
    return this.#slices.reduce((sum, { rows }) => sum + rows, 0);
  }

  /**
   * The cells of the values that some of the groups have, in the order of pages: by value, then by time.
   * @param skip how many groups come before those that are wanted
   * @returns also how many groups of the cells come before them
   */
  cells(compare: GroupMeasure['compare'], skip: number, wanted: number) {
    const found = new Map<number, GroupCell[]>();
    const values = [...this.#numbers].sort(([a], [b]) => compare(a, b));
    let before = 0;
    let passed = 0;
    for (const [, number] of values) {
      const groups = this.#totals[number] ?? 0;
      if (passed + groups <= skip) before += groups;
      else if (passed < skip + wanted) found.set(number, []);
      passed += groups;
    }
    const valueByNumber = new Map(values.map(([value, number]) => [number, value]));
    for (const slice of this.#slices) {
      const counts = this.#counts.get(slice) ?? new Uint32Array();
      for (let at = 0; at < counts.length; at += 2) {
        const number = counts[at] ?? 0;
        const value = valueByNumber.get(number) ?? null;
        found.get(number)?.push({ value, slice, groups: counts[at + 1] ?? 0 });
      }
    }
    return { cells: [...found.values()].flat(), skip: skip - before };
  }

  #numberOf(value: GroupValue): number {
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    this.#numbers.set(value, this.#totals.length);
    this.#totals.push(0);
    return this.#totals.length - 1;
  }
}
