import { defineConfig } from 'vitest/config';

const slow = '**/*.engine.test.ts';

export default defineConfig({
  test: {
    // Engine tests mostly wait for the servers and processes that they start; more of them at once would starve those.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{apps,bench,chaos,packages,scripts}/**/*.test.ts'],
          exclude: ['**/node_modules/**', slow],
          // Long for one test, and short enough to end one that hangs; machines that run other things are slow.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'engine',
          include: [`{apps,bench,chaos,packages,scripts}/${slow}`],
          globalSetup: ['packages/testkit/src/vitest-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
