import { expect, test } from 'vitest';
import { archiveIndex } from '../src/indices/archive-patterns.ts';
import { newIndexProblem } from '../src/indices/new-index-problem.ts';

test.each([
  ['achilles-results-*', 'achilles-results-2026.05', 'archived-achilles-results'],
  ['achilles-results*', 'achilles-results', 'archived-achilles-results'],
  ['a-*, b', 'b', 'archived-b'],
  ['a-*,-a-old', 'a-new', 'archived-a'],
  ['a-*', 'elsewhere', 'archived-a'],
  ['a-*,b-*', 'elsewhere', 'archived-a'],
  ['a-*-c-*', 'a-b-c-d', null],
  ['*', 'a', null],
])('with the pattern %s rows of %s are archived in %s', (pattern, index, archive) => {
  expect(archiveIndex({ pattern }, index)).toBe(archive);
});

test('an index is created where reads see it, and nowhere else', () => {
  const settings = { pattern: 'a-*,-a-old' };
  expect(newIndexProblem(settings, 'a-new')).toBeNull();
  expect(newIndexProblem(settings, 'a-old')).toMatch(/no index that results are read from/);
  expect(newIndexProblem(settings, 'archived-a')).toMatch(/no index that results are read from/);
  expect(newIndexProblem({ pattern: 'achilles-*' }, 'achilles-risk-acceptances')).toMatch(/no index/);
  for (const name of ['a-', 'a-b-', 'a-b.', 'a-b_']) expect(newIndexProblem(settings, name)).toBeNull();
  expect(newIndexProblem({ pattern: 'a*' }, 'a')).toBeNull();
  expect(newIndexProblem(settings, 'a-NEW')).toMatch(/can't be the name of an index/);
});
