import { expect, test } from 'vitest';
import { readinessOf } from '../src/readiness.ts';

const passing = { name: 'store', check: async () => undefined };

test('everything there is ready', async () => {
  expect(await readinessOf([passing], () => false)).toEqual({
    ready: true,
    body: { status: 'ready', checks: { store: 'ready' } },
  });
});

test('what is missing is named, with its reason', async () => {
  const failing = { name: 'queue', check: () => Promise.reject(new Error('Redis can not be reached')) };
  const silent = { name: 'silent', check: () => new Promise<void>(() => undefined) };
  expect(await readinessOf([passing, failing, silent], () => true)).toEqual({
    ready: false,
    body: {
      status: 'not ready',
      checks: {
        store: 'ready',
        queue: 'Redis can not be reached',
        silent: 'does not answer',
        process: 'stopping',
      },
    },
  });
});
