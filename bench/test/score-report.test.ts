import { ENDPOINTS } from '@achilles/types';
import { expect, test } from 'vitest';
import { firstDifference } from '../score/figures.ts';
import { raggedWindows } from '../score/ragged-windows.ts';
import { scoreQuestions } from '../score/score-questions.ts';
import { addedByApi, overheadOf, overheadVerdict, scoreTable } from '../score/score-report.ts';

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

test.each([
  ['less than 3 ms', [12, 12, 12, 12], [10, 10, 10, 10], 'within', ''],
  ['less than 10 %', [1_090, 1_090, 1_090, 1_090], [1_000, 1_000, 1_000, 1_000], 'within', ''],
  ['more of both in every round', [15, 15, 15, 15], [10, 10, 10, 10], 'over', ' !'],
  ['more in the middle, and less in many rounds', [150, 20, 80, 170], [100, 90, 70, 60], 'unclear', ' ?'],
])('an overhead of %s', (_, api, store, overhead, mark) => {
  const one = measured(api, store);
  expect(overheadOf(one.timings)).toBe(overhead);
  expect(scoreTable([one]).endsWith(` %${mark}`)).toBe(true);
  expect(overheadVerdict([one])).toContain(`within in ${overhead === 'within' ? 1 : 0} of 1 rows`);
});

test('every endpoint that answers scores or error rates is measured', () => {
  const measured = new Set<string>(scoreQuestions().map(({ endpoint }) => endpoint));
  const names = Object.keys(ENDPOINTS).filter((name) => /^(defenseScore|errorRate)/.test(name));
  expect(measured).toEqual(new Set(names));
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
