import { ApiError } from '@achilles/types';
import { describe, expect, test } from 'vitest';
import { archiveIndex, archivePatterns } from '../src/indices/archive-patterns.ts';
import { askedIndices } from '../src/indices/asked-indices.ts';
import { storeSize } from '../src/indices/store-size.ts';

describe('the archive of a read pattern', () => {
  test.each([
    ['achilles-results-*', ['archived-achilles-results']],
    ['achilles-results', ['archived-achilles-results']],
    ['a-*, b-2026 ,-a-old', ['archived-a', 'archived-b-2026']],
    ['*', ['archived-*']],
    ['a-*-*', ['archived-a-*']],
  ])('%s', (pattern, archives) => {
    expect(archivePatterns({ pattern })).toEqual(archives);
  });
});

describe('the archive of an index', () => {
  test.each([
    ['achilles-results-*', 'achilles-results-2026.04', 'archived-achilles-results'],
    ['achilles-results', 'achilles-results', 'archived-achilles-results'],
    ['a*', 'ab', 'archived-a'],
    ['a-*,b-*,-b-x', 'b-1', 'archived-b'],
    ['a-*', 'behind-an-alias', 'archived-a'],
    ['a-*,b-*', 'c', 'archived-a'],
    ['a-*-*', 'a-1-2', null],
  ])('of the pattern %s and the index %s', (pattern, index, archive) => {
    expect(archiveIndex({ pattern }, index)).toBe(archive);
  });
});

describe('what is listed', () => {
  const listed = (names: string[], pattern: string, narrowing?: string[]) =>
    names.filter(askedIndices({ pattern }, narrowing));

  test('is never the product’s own, and of the archive what the pattern leads to', () => {
    const names = ['a-1', 'archived-a', 'archived-b', 'achilles-risk-acceptances', 'achilles-import-staging'];
    expect(listed(names, 'a-*')).toEqual(['a-1', 'archived-a']);
    expect(listed(names, '*')).toEqual(['a-1', 'archived-a', 'archived-b']);
    expect(listed(names, 'a-*', ['archived-a'])).toEqual(['archived-a']);
    expect(listed(names, 'a*', ['a-*'])).toEqual(['a-1']);
  });

  test.each([
    ['a-*', 'a-1', true],
    ['a-*', 'a-*', true],
    ['a-*', 'a-*1*', true],
    ['a-*', 'a*', false],
    ['a-*', '*', false],
    ['a-*', 'archived-a', true],
    ['a-*', 'archived-a*', false],
    ['a-*', 'archived-a-1', false],
    ['a-*,b', 'b', true],
    ['a-*,-a-x', '-a-x', false],
    ['a.*', 'ax1', false],
    ['*', 'anything*', true],
  ])('where %s is read, %s is within it: %s', (pattern, narrowing, isWithin) => {
    const ask = () => askedIndices({ pattern }, [narrowing]);
    if (isWithin) expect(ask).not.toThrow();
    else expect(ask).toThrow(ApiError);
  });

  test('every pattern that is too wide is told', () => {
    const ask = () => askedIndices({ pattern: 'a-*' }, ['a-1', 'b', 'c*']);
    expect(ask).toThrow(
      "pattern may only narrow a-*, archived-a; 'b' asks for more; pattern may only narrow a-*, archived-a; 'c*' asks for more",
    );
  });
});

test.each([
  [0, '0b'],
  [1_023, '1023b'],
  [1_024, '1kb'],
  [1_280, '1.2kb'],
  [1_048_575, '1023.9kb'],
  [1_048_576, '1mb'],
  [5 * 1024 ** 3, '5gb'],
  [2_000 * 1024 ** 5, '2000pb'],
])('%i bytes are %s', (bytes, text) => {
  expect(storeSize(bytes)).toBe(text);
});
