import { expect, test } from 'vitest';
import { parametersOf } from '../src/endpoints/parse-request.ts';
import { nearestName } from '../src/request/nearest-name.ts';

const known = Object.keys(parametersOf('paginatedExecutions'));

test.each([
  ['sortBy', 'sortField'],
  ['order', 'sortOrder'],
  ['size', 'pageSize'],
  ['pagesize', 'pageSize'],
  ['group', 'grouped'],
  ['next_cursor', 'cursor'],
])('%s is most like %s', (name, nearest) => {
  expect(nearestName(name, known)).toBe(nearest);
});

test('where nothing is known, nothing is near', () => {
  expect(nearestName('page', [])).toBeUndefined();
});
