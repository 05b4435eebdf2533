import { expect, test, vi } from 'vitest';
import { takeTurns } from '../measure/take-turns.ts';

test('every way of every subject is called once a round, and another one begins in the next', async () => {
  const calls: string[] = [];
  const subject = (name: string) => ({
    a: () => async () => calls.push(`${name}a`),
    b: () => async () => calls.push(`${name}b`),
  });
  const timings = await takeTurns([subject('x'), subject('y')], {
    rounds: 3,
    goesOn: (round) => calls.push(String(round)) > 0 && round < 2,
  });
  expect(calls).toEqual(['xa', 'xb', 'ya', 'yb', '1', 'xb', 'xa', 'yb', 'ya', '2']);
  expect(timings.map(({ a, b }) => [a.length, b.length])).toEqual([
    [2, 2],
    [2, 2],
  ]);
});

test('what prepares a call is not part of its time', async () => {
  let clock = 0;
  const now = vi.spyOn(performance, 'now').mockImplementation(() => clock);
  const prepare = () => {
    clock += 1_000;
    return async () => {
      clock += 7;
    };
  };
  const [timings] = await takeTurns([{ only: prepare }], { rounds: 2 });
  now.mockRestore();
  expect(timings?.only).toEqual([7, 7]);
});

test('a failing call ends the measurement', async () => {
  const failing = { only: () => () => Promise.reject(new Error('no answer')) };
  await expect(takeTurns([failing], { rounds: 3 })).rejects.toThrow('no answer');
});
