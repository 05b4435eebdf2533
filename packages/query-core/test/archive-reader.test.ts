import { describe, expect, test } from 'vitest';
import { archiveIndices } from '../src/indices/archive-patterns.ts';
import { archiveReader } from '../src/stores/elasticsearch/answer/archived/archive-reader.ts';
import { TwinNumbers } from '../src/stores/elasticsearch/answer/archived/twin-numbers.ts';
import { Twins } from '../src/stores/elasticsearch/answer/archived/twins.ts';
import type { GroupReader, Hit } from '../src/stores/elasticsearch/answer/group-reader.ts';
import { PLAIN_PATHS } from '../src/stores/elasticsearch/query/compile-predicate.ts';
import { MATCH_ALL } from '../src/stores/elasticsearch/query/query.ts';

const hitOf = (more: Partial<Hit>): Hit => ({ _index: 'archived-a', _id: 'a-1/x', sort: [], ...more });

/** A reader that finds one hit, and what it was asked. */
function readerOf(hit: Hit) {
  const asked: unknown[] = [];
  const reader: GroupReader = {
    paths: PLAIN_PATHS,
    search: async ({ query }) => {
      asked.push(query);
      return null;
    },
    find: async ({ query }) => {
      asked.push(query);
      return [hit];
    },
    count: async (query) => {
      asked.push(query);
      return 0;
    },
  };
  return { asked, reader };
}

const QUERY = { term: { a: 1 } };
const FIND = { query: QUERY, sort: [], size: 1 };

describe('a reader of an archive', () => {
  test('leaves out in every search the rows that are live as well', async () => {
    const { asked, reader } = readerOf(hitOf({}));
    const twins = new Twins({ ids: [['a-1', ['x', 'y']]], numbers: [['archived-a', [4, 9, 12, 12]]] });
    twins.add({ index: 'a-2', id: 'x' });
    const archive = archiveReader(reader, twins);
    await Promise.all([archive.search({ query: QUERY }), archive.find(FIND), archive.count(QUERY)]);
    const leavingOut = [
      {
        bool: {
          filter: [
            { term: { 'achilles_archive.index': 'a-1' } },
            { terms: { 'achilles_archive.id': ['x', 'y'] } },
          ],
        },
      },
      {
        bool: {
          filter: [{ term: { 'achilles_archive.index': 'a-2' } }, { term: { 'achilles_archive.id': 'x' } }],
        },
      },
      {
        bool: {
          filter: [
            { term: { _index: 'archived-a' } },
            {
              bool: {
                should: [{ range: { _seq_no: { gte: 4, lte: 9 } } }, { term: { _seq_no: 12 } }],
                minimum_should_match: 1,
              },
            },
          ],
        },
      },
    ];
    const query = { bool: { filter: [QUERY], must_not: leavingOut } };
    expect(asked).toEqual([query, query, query]);
  });

  test('asks as others do where no row is live as well', async () => {
    const { asked, reader } = readerOf(hitOf({}));
    await archiveReader(reader, new Twins()).count(MATCH_ALL);
    expect(asked).toEqual([MATCH_ALL]);
  });

  test('finds rows under the identity that they were live under', async () => {
    const { reader } = readerOf(hitOf({ _source: { achilles_archive: { index: 'a-1', id: 'x' } } }));
    const [found] = await archiveReader(reader, new Twins()).find(FIND);
    expect(found).toMatchObject({ _index: 'a-1', _id: 'x' });
  });

  test('refuses a document that does not tell which row it was', async () => {
    const { reader } = readerOf(hitOf({ _source: { achilles_archive: { index: 'a-1' } } }));
    await expect(archiveReader(reader, new Twins()).find(FIND)).rejects.toMatchObject({
      failure: 'unreadable',
      message: expect.stringContaining('a-1/x'),
    });
  });
});

test('a record of twins says the same', () => {
  const twins = new Twins({ ids: [['a', ['x', 'y', 'x']]], numbers: [] });
  const places = new TwinNumbers();
  for (const number of [7, 3, 4, 5]) places.add({ index: 'archived-a', number }, number + 100);
  twins.addNumbers(places);
  const record = { ids: [['a', ['x', 'y']]], numbers: [['archived-a', [3, 5, 7, 7]]] };
  expect(new Twins(twins.record).record).toEqual(record);
});

test.each([
  ['achilles-results-*', ['archived-achilles-results']],
  ['results*', ['archived-results']],
  ['a-*,b-*,-b-old,a-*', ['archived-a', 'archived-b']],
  ['one', ['archived-one']],
  ['a-*-c,*', []],
])('the archives of %s', (pattern, names) => {
  expect(archiveIndices({ pattern })).toEqual(names);
});
