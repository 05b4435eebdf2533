import { ENDPOINTS } from '@achilles/types';
import { expect, test } from 'vitest';
import { firstDifference } from '../score/figures.ts';
import { raggedWindows } from '../score/ragged-windows.ts';
import { scoreQuestions } from '../score/score-questions.ts';
import { addedByApi, overheadVerdict, scoreTable } from '../score/score-report.ts';

const question = { endpoint: 'defenseScore', mode: 'per-stage', parameters: {} } as const;
const measured = (api: number[], store: number[]) => ({
  question,
  timings: { api, store, plain: store, duckdb: store },
});

test('what the API adds is told in milliseconds and as a share, each of its own middle round', () => {
  const { ms, share } = addedByApi(measured([11, 24, 13], [10, 20, 10]).timings);
  expect(ms).toBe(3);
  expect(share).toBeCloseTo(0.2);
});

test('an overhead within either bound passes, one beyond both is marked', () => {
  const small = measured([12], [10]);
  const smallShare = measured([1_090], [1_000]);
  const tooMuch = measured([15], [10]);
  expect(overheadVerdict([small, smallShare])).toContain('in all 2 rows');
  expect(overheadVerdict([small, tooMuch])).toContain('in 1 of 2 rows');
  expect(scoreTable([small])).not.toContain('!');
  expect(scoreTable([tooMuch])).toMatch(/50 % !$/);
});

test('every endpoint is measured', () => {
  expect(new Set(scoreQuestions().map(({ endpoint }) => endpoint))).toEqual(new Set(Object.keys(ENDPOINTS)));
});

test('no two windows are alike, and none begins or ends on an hour', () => {
  const next = raggedWindows({ from: Date.UTC(2026, 2, 23), to: Date.UTC(2026, 3, 23) });
  const windows = Array.from({ length: 1_000 }, next);
  for (const end of ['from', 'to'] as const) {
    expect(new Set(windows.map((window) => window[end])).size).toBe(1_000);
    expect(windows.every((window) => window[end] % 60_000 !== 0)).toBe(true);
  }
});

test('a difference between figures is named, also where a key is missing', () => {
  const figures = new Map([['a', [1, 2, 3]]]);
  expect(firstDifference(figures, new Map([['a', [1, 2, 3]]]))).toBeNull();
  expect(firstDifference(figures, new Map([['a', [1, 2, 4]]]))).toBe("'a': [1,2,3] and [1,2,4]");
  expect(firstDifference(figures, new Map())).toBe("'a': [1,2,3] and null");
});
