import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resolveTime } from '../src/index.ts';

/** Expressions in which CONTRACT sections 2 and 9 leave Elasticsearch's reading, and what they say instead. */
const DEVIATIONS: Record<string, string> = {
  '-0001': '-1',
  '1776939445123.5': '-',
};

interface Case {
  readonly expression: string;
  readonly now: number;
  readonly zone: string;
  readonly rounding: 'down' | 'up';
  readonly expected: string;
}

const fixture = readFileSync(join(import.meta.dirname, 'fixtures/elasticsearch-times/times.tsv'), 'utf8');
const cases = fixture
  .split('\n')
  .filter((line) => line !== '')
  .map((line): Case => {
    const [expression = '', now, zone = '', rounding, expected = ''] = line.split('\t');
    return {
      expression,
      now: Number(now),
      zone,
      rounding: rounding === 'up' ? 'up' : 'down',
      expected: DEVIATIONS[expression] ?? expected,
    };
  });

function resolved({ expression, ...options }: Case): string {
  try {
    return String(resolveTime(expression, options));
  } catch {
    return '-';
  }
}

const ZONES = [...new Set(cases.map(({ zone }) => zone))];

describe('times resolve as Elasticsearch resolves them', () => {
  test('the fixture holds hundreds of expressions, accepted and refused', () => {
    const expressions = new Set(cases.map(({ expression }) => expression));
    expect(expressions.size).toBeGreaterThan(300);
    expect(cases.filter(({ expected }) => expected === '-').length).toBeGreaterThan(200);
  });

  test.each(ZONES)('in %s', (zone) => {
    const wrong = cases
      .filter((given) => given.zone === zone && resolved(given) !== given.expected)
      .map((given) => ({ ...given, resolved: resolved(given) }));
    expect(wrong).toEqual([]);
  });
});
