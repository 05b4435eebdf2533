import { expect, test } from 'vitest';
import { preferredWait } from '../../src/jobs/preferred-wait.ts';

test.each([
  ['wait=10', 10],
  ['wait=0', 0],
  ['WAIT = 7', 7],
  ['wait="12"', 12],
  ['respond-async, wait=5', 5],
  ['return=minimal; foo="a, wait=3", wait=4; bar', 4],
  ['foo="say \\"wait=3\\", please", wait=4', 4],
  ['wait=61', 60],
  ['wait=99999999999999999999999', 60],
  ['wait=5, wait=10', 5],
  [', , wait=5 ,', 5],
])('%s is a wait of %d seconds', (header, seconds) => {
  expect(preferredWait(header)).toBe(seconds);
});

test.each([
  '',
  'respond-async',
  'wait',
  'wait=',
  'wait=""',
  'wait=-1',
  'wait=1.5',
  'wait=1e1',
  'wait=ten',
  'wait 5',
  'wait=5 6',
  'waits=5',
  'foo="wait=5"',
  'foo=bar; wait=5',
  'wait=x, wait=5',
  '"wait"=5',
])('%s is none', (header) => {
  expect(preferredWait(header)).toBeNull();
});

test('a header that matches nothing is read in time', () => {
  const started = performance.now();
  for (const text of ['"'.repeat(16_000), 'a;'.repeat(8_000), ' '.repeat(16_000), 'a="\\'.repeat(4_000)])
    expect(preferredWait(text)).toBeNull();
  expect(preferredWait(`${'a=;'.repeat(5_000)}\u0001`)).toBeNull();
  expect(performance.now() - started).toBeLessThan(1_000);
});
