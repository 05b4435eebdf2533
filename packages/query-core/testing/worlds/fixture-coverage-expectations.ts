import { expectList, type FixtureExpectation } from './fixture-expectation.ts';

const STANDALONE = 'from=2026-04-20&to=2026-04-20';
const BUNDLES = 'from=2026-04-21&to=2026-04-21';
const ACCEPTED = 'from=2026-04-22&to=2026-04-22';
const NAMES = 'from=2026-04-19&to=2026-04-19&tests=Names';
const CATALOG = 'from=2026-03-15&to=2026-03-15';

type Counts = readonly [protectedRows: number, detected: number, unprotected: number, inconclusive: number];

function coverage([protectedRows, detected, unprotected, inconclusive]: Counts): Record<string, number> {
  const count = protectedRows + detected + unprotected + inconclusive;
  return { protected: protectedRows, detected, unprotected, inconclusive, count };
}

const cell = (hostname: string, testName: string, ...counts: Counts) => ({
  hostname,
  testName,
  ...coverage(counts),
});
const lsassOnOne = cell('ws-1', 'Dump LSASS', 1, 0, 0, 1);
const ransomOnOne = cell('ws-1', 'Ransom note', 0, 0, 1, 3);
const lsassOnTwo = cell('ws-2', 'Dump LSASS', 0, 1, 0, 1);
const ransomOnTwo = cell('ws-2', 'Ransom note', 1, 0, 0, 1);

const matrix: readonly FixtureExpectation[] = [
  expectList('every host and test', 'host-test-matrix', STANDALONE, [
    lsassOnOne,
    ransomOnOne,
    lsassOnTwo,
    ransomOnTwo,
  ]),
  // Three cells have two rows each.
  expectList(
    'limit keeps the largest, ties by host and test',
    'host-test-matrix',
    `${STANDALONE}&limit=2`,
    [lsassOnOne, ransomOnOne],
    4,
  ),
  expectList('an empty hostname is one, a missing one is none', 'host-test-matrix', NAMES, [
    ...['', 'a::b', 'back\\slash', 'x, y', '\u{E000}', '\u{1F600}'].map((host) =>
      cell(host, 'Names', 0, 0, 1, 0),
    ),
  ]),
];

const technique = (id: string, ...counts: Counts) => ({ technique: id, ...coverage(counts) });

const techniques: readonly FixtureExpectation[] = [
  expectList('most rows first, ties by id', 'technique-distribution', STANDALONE, [
    technique('T1003.001', 1, 1, 0, 2),
    technique('T1059', 1, 1, 0, 2),
    technique('T1486', 1, 0, 1, 0),
    technique('T1059.001', 1, 0, 0, 0),
  ]),
  expectList('a technique twice in a row counts once', 'technique-distribution', BUNDLES, [
    technique('T1021', 1, 1, 3, 0),
    technique('T1059.001', 3, 1, 1, 0),
  ]),
  expectList(
    'limit keeps the largest',
    'technique-distribution',
    `${STANDALONE}&limit=1`,
    [technique('T1003.001', 1, 1, 0, 2)],
    4,
  ),
];

const test = (name: string, ...counts: Counts) => ({ name, ...coverage(counts) });

const tests: readonly FixtureExpectation[] = [
  expectList('conclusive or not', 'test-coverage', STANDALONE, [
    test('Ransom note', 1, 0, 1, 4),
    test('Dump LSASS', 1, 1, 0, 2),
  ]),
  expectList(
    'accepted risks count',
    'test-coverage',
    `${ACCEPTED}&limit=3`,
    [
      test('Accepted everywhere', 0, 0, 3, 0),
      test('Accepted of old', 0, 0, 3, 0),
      test('Accepted on one host', 0, 0, 2, 0),
    ],
    9,
  ),
  expectList('rows, not units', 'test-coverage', `${ACCEPTED}&tests=Shared%20stage`, [
    test('Shared stage', 1, 0, 1, 0),
  ]),
];

const actor = (
  threatActor: string,
  share: number,
  testCount: number,
  protectedCount: number,
  totalExecutions: number,
) => ({ threatActor, coverage: share, testCount, protectedCount, totalExecutions });

const actors: readonly FixtureExpectation[] = [
  // APT2 has another row that an accepted risk covers, APT1 two that decide nothing.
  expectList('rows of the score base', 'threat-actor-coverage', CATALOG, [
    actor('APT2', 66.67, 2, 2, 3),
    actor('APT1', 0, 1, 0, 1),
  ]),
  expectList(
    'limit keeps the busiest',
    'threat-actor-coverage',
    `${CATALOG}&limit=1`,
    [actor('APT2', 66.67, 2, 2, 3)],
    2,
  ),
  expectList('one test uuid', 'threat-actor-coverage', STANDALONE, [actor('APT28', 50, 1, 1, 2)]),
  expectList('rows, whatever the mode', 'threat-actor-coverage', `${STANDALONE}&scoringMode=any-stage`, [
    actor('APT28', 50, 1, 1, 2),
  ]),
];

/** Lists that count rows, risk-accepted or not, and `threat-actor-coverage`. */
export const coverageExpectations: readonly FixtureExpectation[] = [
  ...matrix,
  ...techniques,
  ...tests,
  ...actors,
];
