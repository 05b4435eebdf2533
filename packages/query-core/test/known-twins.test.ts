import { describe, expect, test } from 'vitest';
import { blockQueries } from '../src/stores/elasticsearch/answer/archived/block-queries.ts';
import { BLOCK_NUMBERS } from '../src/stores/elasticsearch/answer/archived/document-number.ts';
import { KnownTwins } from '../src/stores/elasticsearch/answer/archived/known-twins.ts';
import {
  joinedRanges,
  rangesOf,
  withNumbers,
} from '../src/stores/elasticsearch/answer/archived/number-ranges.ts';
import type { Block } from '../src/stores/elasticsearch/answer/archived/read-blocks.ts';
import { TwinNumbers } from '../src/stores/elasticsearch/answer/archived/twin-numbers.ts';
import { Twins } from '../src/stores/elasticsearch/answer/archived/twins.ts';
import { comparedOf, whatChanged } from '../src/stores/elasticsearch/answer/archived/what-changed.ts';

const block = (index: string, at: number, print: string, rows = 10): Block => ({
  index,
  number: at * BLOCK_NUMBERS,
  print,
  rows,
});
const live = [block('a', 0, 'l0', 100), block('a', 1, 'l1')];
const archive = [block('archived-a', 0, 'o0', 100), block('archived-a', 1, 'o1')];

/** Twins of live blocks 0 and 1, both archived in block 0. */
function twins(): TwinNumbers {
  const both = new TwinNumbers();
  both.add({ index: 'archived-a', number: 1 }, 5);
  both.add({ index: 'archived-a', number: 2 }, BLOCK_NUMBERS);
  return both;
}
const before = () => comparedOf({ index: 'a', live, archive }, twins());
const numbersOf = (both: TwinNumbers) => [...both.archived()].flatMap(([, numbers]) => [...numbers]);

describe('what is read again', () => {
  test('of an index that was never compared: the side with fewer rows', () => {
    const more = [...live, block('a', 2, 'l2', 1)];
    const change = whatChanged(undefined, { index: 'a', live: more, archive });
    expect(change).toMatchObject({ live: [], archive, rows: 110 });
  });

  test('nothing where nothing changed', () => {
    const change = whatChanged(before(), { index: 'a', live, archive });
    expect(change).toMatchObject({ live: [], archive: [], rows: 0 });
    expect(numbersOf(change.kept)).toEqual([1, 2]);
  });

  test('the blocks that changed on either side; what was known of them is forgotten', () => {
    const [changed, added] = [block('a', 1, 'other'), block('archived-a', 2, 'new')];
    const blocks = { index: 'a', live: [live[0] as Block, changed], archive: [...archive, added] };
    const change = whatChanged(before(), blocks);
    expect(change).toMatchObject({ live: [changed], archive: [added], rows: 20 });
    expect(numbersOf(change.kept)).toEqual([1]);
  });

  test('nothing of a block that is gone, of which nothing is known any more', () => {
    const change = whatChanged(before(), { index: 'a', live, archive: archive.slice(1) });
    expect(change.rows).toBe(0);
    expect(change.kept.size).toBe(0);
  });

  test('one whole side where that is less than what changed', () => {
    const blocks = {
      index: 'a',
      live: live.map((one) => ({ ...one, print: 'x' })),
      archive: archive.slice(1),
    };
    const change = whatChanged(before(), blocks);
    expect(change).toMatchObject({ live: [], archive: blocks.archive, rows: 10 });
    expect(change.kept.size).toBe(0);
  });
});

test('blocks are read by ranges, in each index of its own', () => {
  const range = (gte: number, lt: number) => ({ range: { _seq_no: { gte, lt } } });
  expect(blockQueries([block('b', 2, ''), block('b', 1, ''), block('c', 0, '')])).toEqual([
    { bool: { filter: [{ term: { _index: 'b' } }, range(BLOCK_NUMBERS, 3 * BLOCK_NUMBERS)] } },
    { bool: { filter: [{ term: { _index: 'c' } }, range(0, BLOCK_NUMBERS)] } },
  ]);
});

test('many scattered blocks are read by no more ranges than clusters take', () => {
  const scattered = Array.from({ length: 5_000 }, (_, i) => block('b', i * 2 + (i > 2_500 ? 1_000 : 0), ''));
  const [query] = blockQueries(scattered);
  const ranges = [...JSON.stringify(query).matchAll(/"gte":(\d+),"lt":(\d+)/g)].map(([, gte, lt]) => [
    Number(gte),
    Number(lt),
  ]);
  expect(ranges.length).toBeLessThanOrEqual(256);
  const isRead = ({ number }: Block) =>
    ranges.some(([gte = 0, lt = 0]) => number >= gte && number + BLOCK_NUMBERS <= lt);
  expect(scattered.every(isRead)).toBe(true);
});

test('numbers that follow one another are one range', () => {
  expect(rangesOf([7, 1, 2, 3, 9, 8])).toEqual([1, 3, 7, 9]);
  expect(withNumbers('n', [1, 3, 8, 8, 10, 11], 256)).toEqual({
    bool: {
      should: [{ range: { n: { gte: 1, lte: 3 } } }, { terms: { n: [8, 10, 11] } }],
      minimum_should_match: 1,
    },
  });
});

test('ranges of two indices in one archive are joined', () => {
  expect(joinedRanges([1, 3, 9, 9], [4, 5, 7, 7])).toEqual([1, 5, 7, 7, 9, 9]);
  const twins = new Twins();
  for (const numbers of [
    [1, 2, 3],
    [9, 4, 5],
  ]) {
    const both = new TwinNumbers();
    for (const number of numbers) both.add({ index: 'archived-a', number }, number);
    twins.addNumbers(both);
  }
  expect(twins.record.numbers).toEqual([['archived-a', [1, 5, 9, 9]]]);
});

test('ranges beyond as many as clusters take are named number by number, the shortest ones', () => {
  const many = Array.from({ length: 1_000 }, (_, i) => [i * 100, i * 100 + (i % 10) + 2]).flat();
  const { bool } = withNumbers('n', many, 256) as { bool: { should: Record<string, object>[] } };
  const ranges = bool.should.filter((query) => 'range' in query);
  expect(ranges).toHaveLength(256);
  const named = bool.should.flatMap(({ terms }) => (terms as { n: number[] } | undefined)?.n ?? []);
  const whole = ranges.reduce((sum, { range }) => {
    const { gte, lte } = (range as { n: { gte: number; lte: number } }).n;
    return sum + lte - gte + 1;
  }, 0);
  expect(named.length + whole).toBe(7_500);
});

test('the indices that were not asked for the longest are forgotten', () => {
  const known = new KnownTwins(40);
  for (const index of ['a', 'b']) known.set(index, before());
  expect(known.get('a')).toBeDefined();
  known.set('c', before());
  expect([known.get('b'), known.get('a')?.twins.size, known.get('c')?.twins.size]).toEqual([undefined, 2, 2]);
});

test('what is too much to be remembered is not', () => {
  const known = new KnownTwins(10);
  known.set('a', before());
  expect(known.get('a')).toBeUndefined();
});
