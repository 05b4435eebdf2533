import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resolveTime } from '../testing/oracle/resolve-time.ts';

/** Where the contract leaves Elasticsearch's reading: a decimal epoch is refused, four digits after a sign are an epoch. */
const DEVIATIONS = ['-0001', '1776939445123.5'];
/** The oracle knows no zone before its first rule and takes blanks for the `+` of a URL. */
const OUTSIDE = /^(1900|0001|0000|-|\s)|\s/;

const fixture = join(import.meta.dirname, '../../types/test/fixtures/elasticsearch-times/times.tsv');

test('the oracle resolves times as Elasticsearch does', () => {
  const wrong = readFileSync(fixture, 'utf8')
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(
      ([expression = '', now]) =>
        now !== undefined && !DEVIATIONS.includes(expression) && !OUTSIDE.test(expression),
    )
    .filter(([expression = '', now, zone = '', rounding, expected]) => {
      const resolved = resolveTime(expression, { now: Number(now), zone, roundUp: rounding === 'up' });
      return String(resolved ?? '-') !== expected;
    });
  expect(wrong).toEqual([]);
});
