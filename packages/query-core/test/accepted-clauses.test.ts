import { describe, expect, test } from 'vitest';
import type { AcceptedRisk } from '../src/plan/plan.ts';
import {
  type AcceptedClause,
  acceptedClauses,
  RISK_LIMITS,
} from '../src/stores/elasticsearch/query/accepted-clauses.ts';
import { createRng, type Rng } from '../testing/worlds/rng.ts';

type Row = Readonly<Record<(typeof RISK_LIMITS)[number], string | null>>;

const risk = (testName: string, limits: Partial<AcceptedRisk> = {}): AcceptedRisk => ({
  testName,
  org: null,
  controlId: null,
  hostname: null,
  ...limits,
});

const NAMES = ['a', 'b', 'c'];
const VALUES = ['', 'x', 'y', 'z'];

const randomRisk = (rng: Rng): AcceptedRisk =>
  risk(rng.pick(NAMES), {
    org: rng.pick([null, ...VALUES]),
    controlId: rng.pick([null, null, ...VALUES]),
    hostname: rng.pick([null, ...VALUES]),
  });

const EVERY_ROW: readonly Row[] = NAMES.flatMap((testName) =>
  [null, ...VALUES].flatMap((org) =>
    [null, ...VALUES].flatMap((controlId) =>
      [null, ...VALUES].map((hostname) => ({ testName, org, controlId, hostname })),
    ),
  ),
);

const isCovered = (row: Row, accepted: readonly AcceptedRisk[]): boolean =>
  accepted.some((one) => RISK_LIMITS.every((limit) => one[limit] === null || one[limit] === row[limit]));

const isHeld = (row: Row, clauses: readonly AcceptedClause[]): boolean =>
  clauses.some((clause) =>
    RISK_LIMITS.every((limit) => {
      const value = row[limit];
      return clause[limit] === null || (value !== null && clause[limit].includes(value));
    }),
  );

describe('clauses of accepted risks', () => {
  test('hold of the rows that a risk covers, and of no other', () => {
    const rng = createRng(7);
    for (let world = 0; world < 200; world++) {
      const accepted = Array.from({ length: rng.between(0, 25) }, () => randomRisk(rng));
      const clauses = acceptedClauses(accepted);
      expect(clauses.length).toBeLessThanOrEqual(accepted.length);
      const held = EVERY_ROW.filter((row) => isHeld(row, clauses));
      expect(held).toEqual(EVERY_ROW.filter((row) => isCovered(row, accepted)));
    }
  });

  test.each([
    ['hosts', 'hostname'],
    ['controls', 'controlId'],
    ['organizations', 'org'],
  ] as const)('are as many as the tests where each has many %s of its own', (_, limit) => {
    const accepted = Array.from({ length: 4_000 }, (__, i) => risk(`Test ${i % 50}`, { [limit]: `v${i}` }));
    expect(acceptedClauses(accepted)).toHaveLength(50);
  });

  test('are as many as the hosts where each has many tests of its own', () => {
    const accepted = Array.from({ length: 4_000 }, (_, i) => risk(`Test ${i}`, { hostname: `h${i % 50}` }));
    expect(acceptedClauses(accepted)).toHaveLength(50);
  });

  test('are few where some tests have many hosts, and some hosts many tests', () => {
    const accepted = Array.from({ length: 4_000 }, (_, i) => [
      risk(`Test ${i % 10}`, { hostname: `h${i}` }),
      risk(`Other ${i}`, { hostname: `host ${i % 10}` }),
    ]).flat();
    expect(acceptedClauses(accepted)).toHaveLength(20);
  });

  test('are one where every test is accepted on every host', () => {
    const accepted = NAMES.flatMap((name) => VALUES.map((hostname) => risk(name, { hostname })));
    expect(acceptedClauses(accepted)).toEqual([
      { testName: NAMES, org: null, controlId: null, hostname: VALUES },
    ]);
  });

  test('ask nothing of a host where a risk does not', () => {
    const accepted = [risk('a', { hostname: 'x' }), risk('a'), risk('a', { hostname: 'y' })];
    expect(acceptedClauses(accepted)).toEqual([
      { testName: ['a'], org: null, controlId: null, hostname: null },
    ]);
  });

  test.each(RISK_LIMITS)('leave out a %s that is too long to be indexed', (limit) => {
    const [longest, longer] = ['ä'.repeat(16_383), `${'ä'.repeat(16_383)}a`];
    const kept = risk('a', { [limit]: longest });
    expect(acceptedClauses([kept, risk('a', { [limit]: longer })])).toEqual(acceptedClauses([kept]));
    expect(acceptedClauses([kept])).toHaveLength(1);
  });
});
