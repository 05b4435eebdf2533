import { expect, test } from 'vitest';
import { reportOnce } from '../src/report-once.ts';

test('the same error is told once a minute, another one at once', () => {
  const told: string[] = [];
  let now = 0;
  const report = reportOnce(
    { warn: ({ err }, what) => told.push(`${what}: ${err.message}`) },
    'queue',
    () => now,
  );
  report(new Error('refused'));
  report(new Error('refused'));
  report(new Error('reset'));
  now = 59_999;
  report(new Error('refused'));
  expect(told).toEqual(['queue: refused', 'queue: reset']);
  now = 60_000;
  report(new Error('refused'));
  expect(told).toEqual(['queue: refused', 'queue: reset', 'queue: refused']);
});
