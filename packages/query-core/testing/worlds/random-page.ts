import { GROUP_SORT_NAMES } from '../oracle/groups.ts';
import { SORT_NAMES } from '../oracle/sort-fields.ts';
import type { Rng } from './rng.ts';

const PAST_ANY_END = ['1000', '999999999', '9007199254740991'];

/** Adds where in a list a page lies, how it is sorted and whether its rows are grouped (CONTRACT section 4, Pages). */
export function addRandomPage(rng: Rng, query: URLSearchParams): void {
  const grouped = rng.chance(0.45);
  if (grouped || rng.chance(0.1)) query.set('grouped', String(grouped));
  const page = rng.weighted<string | null>([
    [14, null],
    [5, String(rng.between(1, 3))],
    [2, String(rng.between(4, 12))],
    [1, rng.pick(PAST_ANY_END)],
  ]);
  if (page !== null) query.set('page', page);
  const pageSize = rng.weighted<number | null>([
    [3, null],
    [6, rng.between(1, 8)],
    [4, rng.between(9, 60)],
    [2, rng.pick([100, 999, 1_000])],
  ]);
  if (pageSize !== null) query.set('pageSize', String(pageSize));
  if (rng.chance(0.8)) query.set('sortField', rng.pick(grouped ? GROUP_SORT_NAMES : SORT_NAMES));
  if (rng.chance(0.65)) query.set('sortOrder', rng.pick(['asc', 'desc']));
}
