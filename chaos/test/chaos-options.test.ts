import { expect, test } from 'vitest';
import { parseChaosOptions } from '../chaos-options.ts';

test('a command line is parsed, and a seed is chosen where none is given', () => {
  expect(parseChaosOptions(['--seed', '7', '--cases', '2', '--rows', '10', '--seconds', '3'])).toEqual({
    seed: 7,
    cases: 2,
    rows: 10,
    seconds: 3,
  });
  expect(parseChaosOptions([])).toMatchObject({ seed: expect.any(Number), cases: 5 });
  expect(parseChaosOptions(['--help'])).toBeNull();
  expect(() => parseChaosOptions(['--cases', '0'])).toThrow(
    "--cases takes a whole number from 1 to 100000, not '0'",
  );
});
