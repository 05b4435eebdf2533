import { allOf, anyOf, type Query } from '../../query/query.ts';
import { BLOCK_NUMBERS } from './document-number.ts';
import type { Block } from './read-blocks.ts';

/** Each range is a clause, of which clusters take at least 1,024; blocks between the nearest ones are read along beyond so many. */
const MOST_RANGES = 256;

interface Range {
  readonly from: number;
  readonly until: number;
}

/** Ranges that cover all blocks, as few as are allowed. */
function rangesOf(blocks: readonly Block[]): Range[] {
  const starts = blocks.map(({ number }) => number).sort((a, b) => a - b);
  const gaps = starts.slice(1).map((start, i) => start - (starts[i] ?? 0) - BLOCK_NUMBERS);
  const narrowest = [...gaps].sort((a, b) => b - a)[MOST_RANGES - 1] ?? 0;
  const ranges: Range[] = [];
  for (const from of starts) {
    const last = ranges.at(-1);
    if (last !== undefined && from - last.until <= narrowest)
      ranges[ranges.length - 1] = { ...last, until: from + BLOCK_NUMBERS };
    else ranges.push({ from, until: from + BLOCK_NUMBERS });
  }
  return ranges;
}

/** Queries that together hold of all documents in some blocks; of others too where the blocks are many and scattered. */
export function blockQueries(blocks: readonly Block[]): Query[] {
  const bySource = Map.groupBy(blocks, ({ index }) => index);
  return [...bySource].map(([index, some]) => {
    const ranges = rangesOf(some).map(({ from, until }) => ({
      range: { _seq_no: { gte: from, lt: until } },
    }));
    return allOf([{ term: { _index: index } }, anyOf(ranges)]);
  });
}
