import { GAMMA } from './fixture-document.ts';
import { expectList, expectRefusal, type FixtureExpectation } from './fixture-expectation.ts';

const OF_GAMMA = `org=${GAMMA}`;
const CATALOG = `from=2026-03-15&to=2026-03-15&${OF_GAMMA}`;
const ODD = 'from=2026-04-19&to=2026-04-19';

function count(name: string, path: string, query: string, found: number): FixtureExpectation {
  return { name, path, query, status: 200, body: { count: found } };
}

function canonical(
  name: string,
  query: string,
  days: number,
  tests: readonly string[],
  found: number = tests.length,
): FixtureExpectation {
  const body = { count: found, tests, days };
  return { name, path: 'canonical-test-count', query, status: 200, body, totalCount: found };
}

const ofGamma = ['Gamma', 'Alpha', 'Beta', 'Delta'];

const layerTechnique = (techniqueID: string, comment: string, score?: number) => ({
  techniqueID,
  ...(score !== undefined && { score }),
  comment,
  enabled: true,
});

const layer = {
  name: 'Achilles: defense by technique',
  versions: { navigator: '4.9.0', layer: '4.5' },
  domain: 'enterprise-attack',
  description:
    'Score: the share of conclusive results that were protected or detected, in percent. Techniques without a conclusive result have no score.',
  sorting: 0,
  layout: { layout: 'side', showID: true, showName: true, expandedSubtechniques: 'annotated' },
  hideDisabled: false,
  gradient: { colors: ['#e0685c', '#f4d35e', '#6cb86f'], minValue: 0, maxValue: 100 },
  legendItems: [
    { label: 'Nothing was stopped', color: '#e0685c' },
    { label: 'Everything was stopped', color: '#6cb86f' },
  ],
};

const layers: readonly FixtureExpectation[] = [
  {
    name: 'scored where a row is conclusive',
    path: 'technique-distribution/navigator-layer',
    query: CATALOG,
    status: 200,
    body: {
      ...layer,
      techniques: [
        layerTechnique('T1059', 'Results: 2 (2 protected, 0 detected, 0 unprotected, 0 inconclusive)', 100),
        layerTechnique(
          'T1059.001',
          'Results: 1 (0 protected, 1 detected, 0 unprotected, 0 inconclusive)',
          100,
        ),
        layerTechnique('T1486', 'Results: 1 (0 protected, 0 detected, 0 unprotected, 1 inconclusive)'),
      ],
      metadata: [
        { name: 'Window', value: '2026-03-15T00:00:00.000Z/2026-03-15T23:59:59.999Z' },
        { name: 'Left out, being no ATT&CK ids', value: '["bad id"]' },
      ],
    },
  },
  {
    name: 'nothing to score',
    path: 'technique-distribution/navigator-layer',
    query: 'from=2019&to=2019',
    status: 200,
    body: {
      ...layer,
      techniques: [],
      metadata: [{ name: 'Window', value: '2019-01-01T00:00:00.000Z/2019-01-01T23:59:59.999Z' }],
    },
  },
];

const refusals: readonly FixtureExpectation[] = [
  expectRefusal('no days', 'canonical-test-count', 'days=0', 'days'),
  expectRefusal('half a day', 'canonical-test-count', 'days=0.5', 'days'),
  expectRefusal('a time that is none, though unused', 'canonical-test-count', 'from=nowhere', 'from'),
  expectRefusal('too many cells', 'host-test-matrix', 'limit=65001', 'limit'),
  expectRefusal('no values', 'available-tests', 'limit=0', 'limit'),
  expectRefusal('too many of each', 'facets', 'limit=10001', 'limit'),
  expectRefusal('a limit of a number', 'unique-hostnames', 'limit=5', 'limit'),
  expectRefusal(
    'a code that is no number, though its own',
    'available-error-codes',
    'errorCodes=x',
    'errorCodes',
  ),
];

/** Distinct counts, `results-by-error-type` and the layer for the Navigator. */
export const countExpectations: readonly FixtureExpectation[] = [
  count('an empty hostname is one, a missing one is none', 'unique-hostnames', ODD, 7),
  count('uuids, not names', 'unique-tests', ODD, 4),
  count('in the window', 'unique-tests', OF_GAMMA, 0),
  canonical('90 days', OF_GAMMA, 90, ofGamma),
  canonical('whatever the window', `${OF_GAMMA}&from=2020&to=2020`, 90, ofGamma),
  canonical('fewer days', `${OF_GAMMA}&days=30`, 30, []),
  canonical('counted before the cut', `${OF_GAMMA}&limit=1`, 90, ['Gamma'], 4),
  canonical('its first millisecond', 'tests=Edge&errorCodes=101&days=7', 7, ['Edge']),
  canonical('not the one before', 'tests=Edge&errorCodes=126&days=7', 7, []),
  canonical('nor what is yet to come', 'tests=Tomorrow&days=100000000', 100_000_000, []),
  expectList('one item for each code', 'results-by-error-type', CATALOG, [
    { name: 'Alpha error', code: 42, count: 3 },
    { name: 'Beta error', code: null, count: 3 },
    { name: 'Unprotected', code: 101, count: 2 },
    { name: 'Unknown (42)', code: 7, count: 1 },
    { name: 'ExecutionPrevented', code: 126, count: 1 },
    { name: 'QuarantinedOnExecution', code: 127, count: 1 },
  ]),
  expectList(
    'limit counts codes, not names',
    'results-by-error-type',
    `${CATALOG}&limit=2`,
    [
      { name: 'Alpha error', code: 42, count: 3 },
      { name: 'Beta error', code: null, count: 3 },
    ],
    6,
  ),
  expectList('neither code nor name', 'results-by-error-type', `${CATALOG}&errorNames=Unknown`, [
    { name: 'Unknown', code: null, count: 1 },
  ]),
  ...layers,
  ...refusals,
];
