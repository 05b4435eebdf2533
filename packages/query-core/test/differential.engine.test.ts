import { afterAll, describe, expect, test } from 'vitest';
import { openStore } from '../src/stores/open-store.ts';
import { compareWorld } from '../testing/differential/compare-world.ts';
import { writeTestReport } from '../testing/write-test-report.ts';
import { differentialSeeds } from './config.ts';

const REQUESTS = 40;
const WORLDS_IN_A_TEST = 10;
/** Random cases prove little where all sides are empty. */
const LEAST_NON_EMPTY = 0.6;

const { first, worlds } = differentialSeeds();
const starts = Array.from(
  { length: Math.ceil(worlds / WORLDS_IN_A_TEST) },
  (_, i) => first + i * WORLDS_IN_A_TEST,
);
const found = { cases: 0, nonEmpty: 0, differences: 0 };

describe(`random questions over random worlds, DIFFERENTIAL_SEED=${first}`, () => {
  test.each(starts)('DuckDB agrees with the oracle from world %i on', async (start) => {
    const end = Math.min(start + WORLDS_IN_A_TEST, first + worlds);
    for (let seed = start; seed < end; seed++) {
      const store = await openStore({ kind: 'duckdb', file: ':memory:' });
      const { cases, nonEmpty, differences } = await compareWorld(store, seed, REQUESTS);
      await store.close();
      found.cases += cases;
      found.nonEmpty += nonEmpty;
      found.differences += differences.length;
      expect(differences).toEqual([]);
    }
  });

  test('most answers say something', () => {
    expect(found.nonEmpty / found.cases).toBeGreaterThan(LEAST_NON_EMPTY);
  });

  afterAll(() => {
    const share = Math.round((found.nonEmpty / found.cases) * 100);
    writeTestReport(
      'differential',
      `DuckDB = oracle: ${found.cases} random cases over ${worlds} worlds, seeds ${first} to ${first + worlds - 1}, ` +
        `${share} % with a non-empty answer, ${found.differences} differences`,
    );
  });
});
