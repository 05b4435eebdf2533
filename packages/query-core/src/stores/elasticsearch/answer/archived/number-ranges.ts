import { termsOf } from '../../query/compile-predicate.ts';
import { anyOf, type Query } from '../../query/query.ts';

/** Whole numbers as ranges, in order: first and last of each, one after the other. */
export type NumberRanges = readonly number[];

interface Range {
  readonly gte: number;
  readonly lte: number;
}

/** A shorter range is named number by number. */
const LEAST_RANGE = 3;

/** Puts numbers that follow one another together. */
export function rangesOf(numbers: Iterable<number>): NumberRanges {
  const ranges: number[] = [];
  for (const number of Float64Array.from(numbers).sort()) {
    const last = ranges.length - 1;
    if (last > 0 && number <= (ranges[last] ?? 0) + 1) ranges[last] = number;
    else ranges.push(number, number);
  }
  return ranges;
}

const pairsOf = (ranges: NumberRanges): Range[] =>
  Array.from({ length: ranges.length / 2 }, (_, i) => ({
    gte: ranges[2 * i] ?? 0,
    lte: ranges[2 * i + 1] ?? 0,
  }));

/** The numbers of some ranges and of others, of which none is in both. */
export function joinedRanges(some: NumberRanges, others: NumberRanges): NumberRanges {
  if (some.length === 0) return others;
  const joined: number[] = [];
  for (const { gte, lte } of [...pairsOf(some), ...pairsOf(others)].sort((a, b) => a.gte - b.gte)) {
    const last = joined.length - 1;
    if (last > 0 && gte === (joined[last] ?? 0) + 1) joined[last] = lte;
    else joined.push(gte, lte);
  }
  return joined;
}

/**
 * Documents of which a field has one of the numbers.
 * @param most how many ranges are named by their ends, each of which is a clause of its own; the shortest are not
 */
export function withNumbers(field: string, ranges: NumberRanges, most: number): Query {
  const pairs = pairsOf(ranges);
  const longest = pairs
    .filter(({ gte, lte }) => lte - gte + 1 >= LEAST_RANGE)
    .sort((a, b) => b.lte - b.gte - (a.lte - a.gte))
    .slice(0, most);
  const ranged = new Set(longest);
  const named: number[] = [];
  for (const pair of pairs)
    if (!ranged.has(pair)) for (let number = pair.gte; number <= pair.lte; number++) named.push(number);
  const queries = longest.map((range) => ({ range: { [field]: range } }));
  return anyOf([...queries, ...(named.length > 0 ? [termsOf(field, named)] : [])]);
}
