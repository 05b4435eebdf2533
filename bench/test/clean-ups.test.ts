import { expect, test } from 'vitest';
import { CleanUps } from '../measure/clean-ups.ts';

test('everything is undone, last things first, also when one of them fails', async () => {
  const done: string[] = [];
  const cleanUps = new CleanUps();
  cleanUps.add(() => done.push('first'));
  cleanUps.add(() => Promise.reject(new Error('stuck')));
  cleanUps.add(async () => done.push('last'));
  await expect(cleanUps.run()).rejects.toThrow('stuck');
  expect(done).toEqual(['last', 'first']);
});
