import type { JobTrouble } from '@achilles/types';
import { expect, test } from 'vitest';
import { retryAfter } from '../src/retry-delay.ts';

const HOUR = 3_600_000;
const declared = { backoff: { first: 1_000, most: 60_000 }, retryFor: 24 * HOUR };

test('delays double up to the most', () => {
  const delays: (number | null)[] = [];
  let trouble: JobTrouble | undefined;
  for (let i = 0; i < 9; i++) {
    const retry = retryAfter(declared, trouble, { reason: 'away', now: 1_000_000 + i });
    delays.push(retry.delay);
    trouble = retry.trouble;
  }
  expect(delays).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1_000));
  expect(trouble).toEqual({ since: 1_000_000, failures: 9, reason: 'away' });
});

test('a job is given up a day after its first failure, not a day after the latest', () => {
  let now = 0;
  let trouble: JobTrouble | undefined;
  for (;;) {
    const retry = retryAfter(declared, trouble, { reason: 'away', now });
    trouble = retry.trouble;
    if (retry.delay === null) break;
    now += retry.delay;
  }
  expect(now).toBeLessThanOrEqual(24 * HOUR);
  expect(now).toBeGreaterThan(24 * HOUR - 61_000);
});

test('any number of failures has a delay', () => {
  const before = { since: 0, failures: 5_000, reason: 'away' };
  expect(retryAfter(declared, before, { reason: 'away', now: 1 }).delay).toBe(60_000);
});
