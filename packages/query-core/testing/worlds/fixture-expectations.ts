import { breakdownExpectations } from './fixture-breakdown-expectations.ts';
import { errorRateExpectations } from './fixture-error-rate-expectations.ts';
import type { FixtureExpectation } from './fixture-expectation.ts';
import { pageExpectations } from './fixture-page-expectations.ts';
import { refusalExpectations } from './fixture-refusal-expectations.ts';
import { scoreExpectations } from './fixture-score-expectations.ts';
import { timeExpectations } from './fixture-time-expectations.ts';
import { trendExpectations } from './fixture-trend-expectations.ts';

/** Requests to the fixture world with answers computed by hand: what the oracle and every store must give. */
export const fixtureExpectations: readonly FixtureExpectation[] = [
  ...scoreExpectations,
  ...timeExpectations,
  ...breakdownExpectations,
  ...trendExpectations,
  ...errorRateExpectations,
  ...pageExpectations,
  ...refusalExpectations,
];
