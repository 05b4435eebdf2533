import { compilePredicate } from '../query/compile-predicate.ts';
import { anyOf } from '../query/query.ts';
import { resultsQuery } from '../query/results-query.ts';
import type { PlanWork } from './compile-search.ts';
import type { GroupReader } from './group-reader.ts';
import { type RowsQuery, rowsByTime } from './rows-by-time.ts';
import type { RunWalk } from './run-walk.ts';
import { type Slice, slicesOf } from './slices.ts';

/** Widths by which the time line is cut, milliseconds; the finer ones only where a slice is crowded. */
const WIDTHS = [86_400_000, 3_600_000, 60_000, 1_000] as const;

/** Cuts the time line into slices with at most so many stages each, where no single second has more. */
export async function sliceStages(
  groups: readonly GroupReader[],
  work: PlanWork,
  walk: RunWalk,
  most: number,
): Promise<Slice[]> {
  const stages: RowsQuery = (paths) => {
    const sides = anyOf(walk.sides.map((side) => walk.query(side, paths)));
    return resultsQuery(work.scope, [compilePredicate(walk.rows, paths), sides], paths, work.leftOut);
  };
  let slices: Slice[] = [];
  for (const [i, width] of WIDTHS.entries()) {
    const crowded: (Slice | null)[] = i === 0 ? [null] : slices.filter(({ rows }) => rows > most);
    const calm = slices.filter(({ rows }) => rows <= most);
    const cut = await Promise.all(
      crowded.map(async (slice) => slicesOf(await rowsByTime(groups, stages, slice, width), width, most)),
    );
    slices = [...calm, ...cut.flat()];
  }
  return slices;
}
