/** One request to the fixture world and what every store must answer. `query` is a query string as it stands in a URL. */
export interface FixtureExpectation {
  readonly name: string;
  readonly path: string;
  readonly query: string;
  /** The organization a credential is bound to; absent for callers who see everything. */
  readonly scope?: string;
  readonly status: 200 | 400 | 403;
  readonly body?: unknown;
  readonly totalCount?: number;
  /** The parameter that a refusal names. */
  readonly parameter?: string;
}

type Verdicts = readonly [protectedUnits: number, detectedUnits: number, unprotectedUnits: number];

/** The figures of a breakdown item. */
export function figures(score: number, realScore: number, verdicts: Verdicts): Record<string, number> {
  const [protectedUnits, detected, unprotected] = verdicts;
  return {
    score,
    realScore,
    protected: protectedUnits,
    detected,
    unprotected,
    count: protectedUnits + detected + unprotected,
  };
}

/** The body of `defense-score`; `accepted` are units and rows under risk acceptance. */
export function scoreBody(
  [score, realScore, rawScore]: readonly [number, number, number],
  [protectedCount, detectedCount, unprotectedCount]: Verdicts,
  [riskAcceptedCount, riskAcceptedRows]: readonly [units: number, rows: number] = [0, 0],
): Record<string, number> {
  const totalExecutions = protectedCount + detectedCount + unprotectedCount;
  return {
    ...{ score, realScore, rawScore, protectedCount, detectedCount, unprotectedCount },
    ...{ totalExecutions, riskAcceptedCount, riskAcceptedRows },
  };
}

/** One point of `defense-score/trend`. */
export function scorePoint(
  timestamp: string,
  [score, realScore, rawScore]: readonly [number, number, number],
  [protectedUnits, detected, unprotected]: Verdicts,
  riskAccepted: number,
  partial: boolean,
): Record<string, unknown> {
  return {
    ...{ timestamp, score, realScore, rawScore, total: protectedUnits + detected + unprotected },
    ...{ protected: protectedUnits, detected, unprotected, riskAccepted, partial },
  };
}

/** A `defense-score` request and its answer. */
export function expectScore(
  name: string,
  query: string,
  body: Record<string, number>,
  scope?: string,
): FixtureExpectation {
  return { name, path: 'defense-score', query, status: 200, body, ...(scope !== undefined && { scope }) };
}

/** A breakdown request, such as `by-test`, and its answer; the list is whole unless `totalCount` says otherwise. */
export function expectBreakdown(
  name: string,
  by: string,
  query: string,
  body: readonly Record<string, unknown>[],
  totalCount: number = body.length,
): FixtureExpectation {
  return { name, path: `defense-score/${by}`, query, status: 200, body, totalCount };
}

/** A request for a list and its answer; the list is whole unless `totalCount` says otherwise. */
export function expectList(
  name: string,
  path: string,
  query: string,
  body: readonly unknown[],
  totalCount: number = body.length,
): FixtureExpectation {
  return { name, path, query, status: 200, body, totalCount };
}

/** A request that the contract refuses with a 400 naming the parameter. */
export function expectRefusal(
  name: string,
  path: string,
  query: string,
  parameter: string,
): FixtureExpectation {
  return { name, path, query, status: 400, parameter };
}
