import type { FixtureExpectation } from './fixture-expectation.ts';

const STANDALONE = 'from=2026-04-20&to=2026-04-20';
const BUNDLES = 'from=2026-04-21&to=2026-04-21';

function rate(
  name: string,
  query: string,
  errorRate: number,
  errorCount: number,
  conclusiveCount: number,
): FixtureExpectation {
  const body = { errorRate, errorCount, conclusiveCount, totalTestActivity: errorCount + conclusiveCount };
  return { name, path: 'error-rate', query, status: 200, body };
}

function point(
  timestamp: string,
  errorRate: number,
  errorCount: number,
  conclusiveCount: number,
  partial = false,
): Record<string, unknown> {
  return { timestamp, errorRate, errorCount, conclusiveCount, total: errorCount + conclusiveCount, partial };
}

function trend(name: string, query: string, body: readonly unknown[]): FixtureExpectation {
  return { name, path: 'error-rate/trend', query, status: 200, body };
}

/** `error-rate` and its trend: rows, not units, risk-accepted or not. */
export const errorRateExpectations: readonly FixtureExpectation[] = [
  rate('codes 0 and 999 of six', STANDALONE, 33.33, 2, 4),
  rate('only inconclusive rows', `${STANDALONE}&result=inconclusive`, 100, 2, 0),
  rate('one error name', `${STANDALONE}&errorNames=NormalExit`, 100, 1, 0),
  rate('codes that are neither', `${STANDALONE}&errorCodes=42,-1,200`, 0, 0, 0),
  rate(
    'the name of an unknown code',
    `${STANDALONE}&errorNames=Unknown%20(-1),Custom%20failure,Unknown`,
    0,
    0,
    0,
  ),
  rate('two codes', `${STANDALONE}&errorCodes=999,101`, 33.33, 1, 2),
  rate('rows of runs, one of 15 an error', BUNDLES, 6.67, 1, 14),
  rate('without hygiene', `${BUNDLES}&excludeCyberHygiene=true`, 0, 0, 12),
  rate('risk acceptances change nothing', 'from=2026-04-22&to=2026-04-22', 0, 0, 15),
  rate('scoring modes change nothing', `${BUNDLES}&scoringMode=per-stage`, 6.67, 1, 14),
  trend('days take seven window days', 'tests=Errors&from=2026-02-20&to=2026-02-28', [
    point('2026-02-20T00:00:00.000Z', 100, 1, 0),
    point('2026-02-21T00:00:00.000Z', 100, 1, 0),
    point('2026-02-22T00:00:00.000Z', 50, 1, 1),
  ]),
  trend('unless asked otherwise', 'tests=Errors&from=2026-02-20&to=2026-02-28&windowDays=1', [
    point('2026-02-20T00:00:00.000Z', 100, 1, 0),
    point('2026-02-21T00:00:00.000Z', 0, 0, 0),
    point('2026-02-22T00:00:00.000Z', 0, 0, 1),
  ]),
  trend('weeks take none', 'tests=Errors&from=2026-02-20&to=2026-02-22&interval=week', [
    point('2026-02-16T00:00:00.000Z', 50, 1, 1, true),
  ]),
];
