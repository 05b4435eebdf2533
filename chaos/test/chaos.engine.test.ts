import { expect, test } from 'vitest';
import { caseText } from '../case-report.ts';
import { runCases } from '../run-cases.ts';

const SEED = 1;
const CASES = 2;
const ROWS = 2_000;
const SECONDS = 15;
const PATIENCE_MS = 400_000;

test(
  'rows that move while nodes, Redis, APIs and workers die are each in one place, in their newest version',
  async () => {
    const options = { seed: SEED, cases: CASES, rows: ROWS, seconds: SECONDS };
    const reports = await runCases(options, AbortSignal.timeout(PATIENCE_MS), () => undefined);
    expect(reports).toHaveLength(CASES);
    for (const report of reports) {
      expect(report.differences, caseText(report)).toEqual({ count: 0, first: [] });
      expect(report.moves.archived, caseText(report)).toBeGreaterThan(ROWS / 2);
      expect(report.samples.found, caseText(report)).toBeGreaterThan(20);
      expect(Object.keys(report.disturbances).length, caseText(report)).toBeGreaterThan(1);
    }
  },
  PATIENCE_MS,
);
