import { defineConfig } from 'vitest/config';

const slow = '**/*.engine.test.ts';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{apps,packages,scripts}/**/*.test.ts'],
          exclude: ['**/node_modules/**', slow],
          // They take milliseconds, but not on a machine that is busy with something else.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'engine',
          include: [`{apps,packages,scripts}/${slow}`],
          globalSetup: ['packages/testkit/src/vitest-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
