import { describe, expect, test } from 'vitest';
import { KnownTwins } from '../src/stores/elasticsearch/answer/archived/known-twins.ts';
import { runsOf, withNumbers } from '../src/stores/elasticsearch/answer/archived/number-runs.ts';
import { partQueries } from '../src/stores/elasticsearch/answer/archived/part-queries.ts';
import type { Part } from '../src/stores/elasticsearch/answer/archived/read-parts.ts';
import { PART_SPAN } from '../src/stores/elasticsearch/answer/archived/row-place.ts';
import { TwinPlaces } from '../src/stores/elasticsearch/answer/archived/twin-places.ts';
import { comparedOf, whatChanged } from '../src/stores/elasticsearch/answer/archived/what-changed.ts';

const part = (index: string, at: number, print: string, rows = 10): Part => ({
  index,
  number: at * PART_SPAN,
  print,
  rows,
});
const live = [part('a', 0, 'l0', 100), part('a', 1, 'l1')];
const archive = [part('archived-a', 0, 'o0', 100), part('archived-a', 1, 'o1')];

/** Twins of live parts 0 and 1, both archived in part 0. */
function twins(): TwinPlaces {
  const places = new TwinPlaces();
  places.add({ index: 'archived-a', number: 1 }, 5);
  places.add({ index: 'archived-a', number: 2 }, PART_SPAN);
  return places;
}
const before = () => comparedOf({ index: 'a', live, archive }, twins());
const numbersOf = (places: TwinPlaces) => [...places.archived()].flatMap(([, numbers]) => [...numbers]);

describe('what is read again', () => {
  test('of an index that was never compared: the side with fewer rows', () => {
    const more = [...live, part('a', 2, 'l2', 1)];
    const change = whatChanged(undefined, { index: 'a', live: more, archive });
    expect(change).toMatchObject({ live: [], archive, rows: 110 });
  });

  test('nothing where nothing changed', () => {
    const change = whatChanged(before(), { index: 'a', live, archive });
    expect(change).toMatchObject({ live: [], archive: [], rows: 0 });
    expect(numbersOf(change.kept)).toEqual([1, 2]);
  });

  test('the parts that changed on either side; what was known of them is forgotten', () => {
    const [changed, added] = [part('a', 1, 'other'), part('archived-a', 2, 'new')];
    const parts = { index: 'a', live: [live[0] as Part, changed], archive: [...archive, added] };
    const change = whatChanged(before(), parts);
    expect(change).toMatchObject({ live: [changed], archive: [added], rows: 20 });
    expect(numbersOf(change.kept)).toEqual([1]);
  });

  test('nothing of a part that is gone, of which nothing is known any more', () => {
    const change = whatChanged(before(), { index: 'a', live, archive: archive.slice(1) });
    expect(change.rows).toBe(0);
    expect(change.kept.size).toBe(0);
  });

  test('one whole side where that is less than what changed', () => {
    const parts = {
      index: 'a',
      live: live.map((one) => ({ ...one, print: 'x' })),
      archive: archive.slice(1),
    };
    const change = whatChanged(before(), parts);
    expect(change).toMatchObject({ live: [], archive: parts.archive, rows: 10 });
    expect(change.kept.size).toBe(0);
  });
});

test('parts are read by ranges, in each index of its own', () => {
  const range = (gte: number, lt: number) => ({ range: { _seq_no: { gte, lt } } });
  expect(partQueries([part('b', 2, ''), part('b', 1, ''), part('c', 0, '')])).toEqual([
    { bool: { filter: [{ term: { _index: 'b' } }, range(PART_SPAN, 3 * PART_SPAN)] } },
    { bool: { filter: [{ term: { _index: 'c' } }, range(0, PART_SPAN)] } },
  ]);
});

test('many scattered parts are read by no more ranges than clusters take', () => {
  const scattered = Array.from({ length: 5_000 }, (_, i) => part('b', i * 2 + (i > 2_500 ? 1_000 : 0), ''));
  const [query] = partQueries(scattered);
  const ranges = [...JSON.stringify(query).matchAll(/"gte":(\d+),"lt":(\d+)/g)].map(([, gte, lt]) => [
    Number(gte),
    Number(lt),
  ]);
  expect(ranges.length).toBeLessThanOrEqual(256);
  const isRead = ({ number }: Part) =>
    ranges.some(([gte = 0, lt = 0]) => number >= gte && number + PART_SPAN <= lt);
  expect(scattered.every(isRead)).toBe(true);
});

test('numbers that follow one another are one run', () => {
  expect(runsOf([7, 1, 2, 3, 9, 8])).toEqual([1, 3, 7, 9]);
  expect(withNumbers('n', [1, 3, 8, 8, 10, 11])).toEqual({
    bool: {
      should: [{ range: { n: { gte: 1, lte: 3 } } }, { terms: { n: [8, 10, 11] } }],
      minimum_should_match: 1,
    },
  });
});

test('runs beyond as many as clusters take are named number by number, the shortest ones', () => {
  const runs = Array.from({ length: 1_000 }, (_, i) => [i * 100, i * 100 + (i % 10) + 2]).flat();
  const { bool } = withNumbers('n', runs) as { bool: { should: Record<string, object>[] } };
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
