import { termsOf } from '../../query/compile-predicate.ts';
import { anyOf, type Query } from '../../query/query.ts';

/** Whole numbers as runs, in order: first and last of each, one after the other. */
export type NumberRuns = readonly number[];

/** Each run that is named by its ends is a clause of its own, and clusters take at least 1,024 in one query. */
const MOST_RANGES = 256;
/** A shorter run is named number by number. */
const LEAST_RANGE = 3;

/** Puts numbers that follow one another together. */
export function runsOf(numbers: Iterable<number>): NumberRuns {
  const sorted = Float64Array.from(numbers).sort();
  const runs: number[] = [];
  for (const number of sorted) {
    const last = runs.length - 1;
    if (last > 0 && number <= (runs[last] ?? 0) + 1) runs[last] = number;
    else runs.push(number, number);
  }
  return runs;
}

/** Documents of which a field has one of the numbers. */
export function withNumbers(field: string, runs: NumberRuns): Query {
  const pairs = Array.from({ length: runs.length / 2 }, (_, i) => ({
    gte: runs[2 * i] ?? 0,
    lte: runs[2 * i + 1] ?? 0,
  }));
  const longest = pairs
    .filter(({ gte, lte }) => lte - gte + 1 >= LEAST_RANGE)
    .sort((a, b) => b.lte - b.gte - (a.lte - a.gte))
    .slice(0, MOST_RANGES);
  const ranged = new Set(longest);
  const named: number[] = [];
  for (const pair of pairs)
    if (!ranged.has(pair)) for (let number = pair.gte; number <= pair.lte; number++) named.push(number);
  const ranges = longest.map((range) => ({ range: { [field]: range } }));
  return anyOf([...ranges, ...(named.length > 0 ? [termsOf(field, named)] : [])]);
}
