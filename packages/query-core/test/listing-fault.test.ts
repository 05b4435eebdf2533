import { describe, expect, it } from 'vitest';
import { answerFault } from '../testing/differential/answer-fault.ts';
import { itemsFault } from '../testing/differential/listing-fault.ts';
import { takeCursor } from '../testing/differential/take-cursor.ts';
import type { Listing } from '../testing/oracle/listing.ts';
import type { OracleVerdict } from '../testing/oracle/oracle.ts';

const row = (id: string, code = 101) => ({ id, code });
const LIST: Listing = {
  kind: 'rows',
  rows: [[row('a')], [row('b'), row('c'), row('d')], [row('e')]],
  start: 0,
  size: 3,
};

describe('a list in which rows tie', () => {
  it.each([
    ['the order of the oracle', ['a', 'b', 'c', 'd', 'e'], 0],
    ['another order among ties', ['a', 'd', 'c', 'b', 'e'], 0],
    ['a page that cuts ties', ['a', 'd', 'b'], 0],
    ['the page after it', ['c', 'e'], 3],
    ['nothing', [], 0],
    ['a page past the end', [], 9],
  ])('may show %s', (_, ids, start) => {
    const rows = ids.map((id) => row(id));
    expect(itemsFault(rows, LIST, start)).toBeNull();
  });

  it.each([
    ['rows that do not tie the other way', ['b', 'a', 'c'], 0],
    ['a row twice among ties', ['a', 'b', 'b'], 0],
    ['a row twice', ['a', 'b', 'c', 'd', 'd'], 0],
    ['a row too late', ['d', 'b'], 3],
    ['an unknown row', ['a', 'x'], 0],
    ['more rows than there are', ['e', 'e'], 4],
    ['rows past the end', ['e'], 5],
  ])('must not show %s', (_, ids, start) => {
    const rows = ids.map((id) => row(id));
    expect(itemsFault(rows, LIST, start)).toMatch(/at place|more than/);
  });

  it('must show rows as they are', () => {
    expect(itemsFault([row('a', 126)], LIST, 0)).toMatch(/at place 0/);
  });
});

describe('a list of groups', () => {
  const group = (groupKey: string, ids: readonly string[]) => {
    const members = ids.map((id) => row(id));
    return { groupKey, totalCount: 3, representative: members[0], members };
  };
  const groups: Listing = {
    kind: 'groups',
    groups: ['one', 'two'].map((groupKey) => ({
      figures: { groupKey, totalCount: 3 },
      members: [[row('a'), row('b')], [row('c')]],
    })),
    start: 0,
    size: 10,
  };

  it('may have members that tie in any order, the first of which represents the group', () => {
    expect(itemsFault([group('one', ['b', 'a', 'c']), group('two', ['a', 'b', 'c'])], groups, 0)).toBeNull();
    expect(itemsFault([group('two', ['b', 'a', 'c'])], groups, 1)).toBeNull();
  });

  it.each([
    ['groups in another order', group('two', ['a', 'b', 'c']), /is not/],
    ['other counts', { ...group('one', ['a', 'b', 'c']), totalCount: 2 }, /is not/],
    ['a member less', group('one', ['a', 'b']), /other members/],
    ['members in another order', group('one', ['a', 'c', 'b']), /in "one" at place 1/],
    [
      'another representative',
      { ...group('one', ['a', 'b', 'c']), representative: row('b') },
      /first member/,
    ],
  ])('must not have %s', (_, answered, fault) => {
    expect(itemsFault([answered], groups, 0)).toMatch(fault);
  });
});

describe('an answer', () => {
  const body = (ids: readonly string[], totalItems = 5) => ({
    data: ids.map((id) => row(id)),
    pagination: { totalItems },
  });
  const page: OracleVerdict = { answer: { status: 200, body: body(['a', 'b', 'c']) }, listing: LIST };

  it('may be another page that the ties allow', () => {
    expect(answerFault({ status: 200, body: body(['a', 'd', 'b']) }, page)).toBeNull();
  });

  it.each([
    ['other totals', { status: 200, body: body(['a', 'b', 'c'], 6) }],
    ['fewer rows', { status: 200, body: body(['a', 'b']) }],
    ['a total count that is not asked for', { status: 200, body: body(['a', 'b', 'c']), totalCount: 5 }],
    ['a refusal', { status: 400 }],
  ] as const)('must not have %s', (_, answer) => {
    expect(answerFault(answer, page)).not.toBeNull();
  });

  it('without ties equals the oracle', () => {
    const oracle: OracleVerdict = { answer: { status: 200, body: { score: 1 } } };
    expect(answerFault({ status: 200, body: { score: 1 } }, oracle)).toBeNull();
    expect(answerFault({ status: 200, body: { score: 2 } }, oracle)).not.toBeNull();
  });

  it('that is refused is compared by its status', () => {
    const oracle: OracleVerdict = { answer: { status: 400, parameter: 'page' } };
    expect(answerFault({ status: 400, parameter: 'sortField' }, oracle)).toBeNull();
    expect(answerFault({ status: 403 }, oracle)).not.toBeNull();
  });
});

describe('the cursor of a page', () => {
  it('is there where a page follows, and nowhere else', () => {
    const page = (pagination: object) => ({ data: [], pagination });
    expect(takeCursor(page({ hasNext: true, nextCursor: 'c' }))).toEqual({
      body: page({ hasNext: true }),
      nextCursor: 'c',
    });
    expect(takeCursor(page({ hasNext: false }))).toEqual({ body: page({ hasNext: false }) });
    expect(takeCursor([1])).toEqual({ body: [1] });
    expect(() => takeCursor(page({ hasNext: true }))).toThrow('absent');
    expect(() => takeCursor(page({ hasNext: false, nextCursor: 'c' }))).toThrow('hasNext is false');
  });
});
