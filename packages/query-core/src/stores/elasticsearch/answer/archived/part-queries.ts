import { allOf, anyOf, type Query } from '../../query/query.ts';
import type { Part } from './read-parts.ts';
import { PART_SPAN } from './row-place.ts';

/** Each range is a clause, of which clusters take at least 1,024; parts between the nearest ones are read along beyond so many. */
const MOST_RANGES = 256;

interface Range {
  readonly from: number;
  readonly until: number;
}

/** Ranges that cover all parts, as few as are allowed. */
function rangesOf(parts: readonly Part[]): Range[] {
  const starts = parts.map(({ number }) => number).sort((a, b) => a - b);
  const gaps = starts.slice(1).map((start, i) => start - (starts[i] ?? 0) - PART_SPAN);
  const narrowest = [...gaps].sort((a, b) => b - a)[MOST_RANGES - 1] ?? 0;
  const ranges: Range[] = [];
  for (const from of starts) {
    const last = ranges.at(-1);
    if (last !== undefined && from - last.until <= narrowest)
      ranges[ranges.length - 1] = { ...last, until: from + PART_SPAN };
    else ranges.push({ from, until: from + PART_SPAN });
  }
  return ranges;
}

/** Queries that together hold of all documents in some parts; of others too where the parts are many and scattered. */
export function partQueries(parts: readonly Part[]): Query[] {
  const bySource = Map.groupBy(parts, ({ index }) => index);
  return [...bySource].map(([index, some]) => {
    const ranges = rangesOf(some).map(({ from, until }) => ({
      range: { _seq_no: { gte: from, lt: until } },
    }));
    return allOf([{ term: { _index: index } }, anyOf(ranges)]);
  });
}
