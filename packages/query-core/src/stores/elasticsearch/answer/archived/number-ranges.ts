import { termsOf } from '../../query/compile-predicate.ts';
import { anyOf, type Query } from '../../query/query.ts';

/** Whole numbers as ranges, in order: first and last of each, one after the other. */
export type NumberRanges = readonly number[];

/** Each range that is named by its ends is a clause of its own, and clusters take at least 1,024 in one query. */
const MOST_RANGES = 256;
/** A shorter one is named number by number. */
const LEAST_RANGE = 3;

/** Puts numbers that follow one another together. */
export function rangesOf(numbers: Iterable<number>): NumberRanges {
  const sorted = Float64Array.from(numbers).sort();
  const ranges: number[] = [];
  for (const number of sorted) {
    const last = ranges.length - 1;
    if (last > 0 && number <= (ranges[last] ?? 0) + 1) ranges[last] = number;
    else ranges.push(number, number);
  }
  return ranges;
}

/** Documents of which a field has one of the numbers. */
export function withNumbers(field: string, ranges: NumberRanges): Query {
  const pairs = Array.from({ length: ranges.length / 2 }, (_, i) => ({
    gte: ranges[2 * i] ?? 0,
    lte: ranges[2 * i + 1] ?? 0,
  }));
  const longest = pairs
    .filter(({ gte, lte }) => lte - gte + 1 >= LEAST_RANGE)
    .sort((a, b) => b.lte - b.gte - (a.lte - a.gte))
    .slice(0, MOST_RANGES);
  const ranged = new Set(longest);
  const named: number[] = [];
  for (const pair of pairs)
    if (!ranged.has(pair)) for (let number = pair.gte; number <= pair.lte; number++) named.push(number);
  const queries = longest.map((range) => ({ range: { [field]: range } }));
  return anyOf([...queries, ...(named.length > 0 ? [termsOf(field, named)] : [])]);
}
