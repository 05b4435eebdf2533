import { describe, expect, test } from 'vitest';
import { lowerQuartile, median, percentile, perRound, summarize } from '../measure/statistics.ts';

describe('median', () => {
  test.each([
    ['an odd number of values', [30, 10, 20], 20],
    ['an even number of values', [40, 10, 20, 30], 25],
    ['one value', [7], 7],
    ['values that sort otherwise as text', [9, 100, 11], 11],
  ])('of %s', (_, values, expected) => {
    expect(median(values)).toBe(expected);
  });

  test('of nothing is refused rather than a number', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

test.each([
  [0.5, 3],
  [0.95, 9],
  [0.2, 1],
])('a share of %f of the values do not pass the percentile', (share, expected) => {
  expect(percentile([9, 1, 7, 3, 2], share)).toBe(expected);
  expect(() => percentile([], share)).toThrow(RangeError);
});

test('a quarter of the values are below the lower quartile, in whatever order they come', () => {
  expect(lowerQuartile([9, 1, 7, 3, 5])).toBe(3);
  expect(lowerQuartile([4])).toBe(4);
  expect(() => lowerQuartile([])).toThrow(RangeError);
});

test('a summary names the extremes', () => {
  expect(summarize([3, 1, 8])).toEqual({ median: 3, least: 1, most: 8 });
});

test('ratios are taken within a round', () => {
  expect(perRound([10, 40], [5, 10], (a, b) => a / b)).toEqual([2, 4]);
  expect(() => perRound([1], [1, 2], (a, b) => a / b)).toThrow(RangeError);
});
