import { FILTERS, parseParameters } from '@achilles/types';
import { expect, test } from 'vitest';
import { queryString } from '../src/query.ts';

test('what is given arrives as it was given', () => {
  const query = {
    ...{ tests: ['a,b', 'c\\d', 'e\\,f', '\\'], hostnames: ['plain'], errorCodes: [101, -5] },
    ...{
      from: '2026-04-01T00:00:00+02:00',
      excludeCyberHygiene: true,
      scoringMode: 'any-stage',
      to: undefined,
    },
  };
  const parsed = parseParameters(FILTERS, new URLSearchParams(queryString(query)));
  const { tests, hostnames, errorCodes, from, excludeCyberHygiene, scoringMode } = query;
  expect(parsed).toMatchObject({ tests, hostnames, errorCodes, from, excludeCyberHygiene, scoringMode });
  expect(parsed.to).toBeUndefined();
});

test('nothing given is no query', () => {
  expect(queryString({})).toBe('');
  expect(queryString({ from: undefined })).toBe('');
});
