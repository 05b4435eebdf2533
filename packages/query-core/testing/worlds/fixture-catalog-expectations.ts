import { ALPHA, BETA, GAMMA } from './fixture-document.ts';
import { expectList, type FixtureExpectation } from './fixture-expectation.ts';

const OF_GAMMA = `org=${GAMMA}`;
const BUNDLES = 'from=2026-04-21&to=2026-04-21';

const item = (value: string, count: number, label: string = value) => ({ value, label, count });

const tests = ['Gamma', 'Alpha', 'Beta', 'Delta'];
const techniques = ['T1059', 'T1059.001', 'T1486', 'bad id'];
const hostnames = [item('h-1', 5), item('h-2', 3), item('h-3', 1)];
const categories = [item('intel-driven', 2), item('novel', 1)];
const severities = [
  item('critical', 1, 'Critical'),
  item('high', 1, 'High'),
  item('low', 1, 'Low'),
  item('info', 1, 'Info'),
  item('', 1),
  item('odd', 1, 'Odd'),
];
const threatActors = [item('APT1', 3), item('APT2', 3)];
const tags = [item('x', 2), item('y', 1)];
const errorNames = [
  item('Beta error', 3),
  item('Unknown (42)', 2),
  item('Unprotected', 2),
  item('Alpha error', 1),
  item('ExecutionPrevented', 1),
  item('QuarantinedOnExecution', 1),
  item('Unknown', 1),
];
// Three names of one row each: the first of them A–Z. Codes of one row each are in the order of numbers.
const errorCodes = [
  item('42', 3, '42 (Alpha error)'),
  item('101', 2, '101 (Unprotected)'),
  item('7', 1, '7 (Unknown (42))'),
  item('126', 1, '126 (ExecutionPrevented)'),
  item('127', 1, '127 (QuarantinedOnExecution)'),
];
const bundleNames = [item('Pack', 2)];

const lists: readonly FixtureExpectation[] = [
  expectList('most rows first, ties by name', 'available-tests', OF_GAMMA, tests),
  expectList('ids that ATT&CK does not have, too', 'available-techniques', OF_GAMMA, techniques),
  expectList('rows without a host are in none', 'available-hostnames', OF_GAMMA, hostnames),
  expectList('values that appear', 'available-categories', OF_GAMMA, categories),
  expectList('in the order of severities', 'available-severities', OF_GAMMA, severities),
  expectList('equally frequent ones by key', 'available-threat-actors', OF_GAMMA, threatActors),
  expectList('a tag twice in a row counts once', 'available-tags', OF_GAMMA, tags),
  expectList('one name for each row', 'available-error-names', OF_GAMMA, errorNames),
  expectList('codes with their names', 'available-error-codes', OF_GAMMA, errorCodes),
  expectList('bundles by name', 'available-bundle-names', OF_GAMMA, bundleNames),
  expectList(
    'the most frequent severities, in their order',
    'available-severities',
    `${OF_GAMMA}&limit=2`,
    [item('critical', 1, 'Critical'), item('', 1)],
    6,
  ),
  expectList('a limit of names', 'available-error-names', `${OF_GAMMA}&limit=1`, [item('Beta error', 3)], 7),
  expectList('a limit of tests', 'available-tests', `${OF_GAMMA}&limit=2`, ['Gamma', 'Alpha'], 4),
];

const dates: readonly FixtureExpectation[] = [
  expectList('of any time', 'available-hostnames', 'tests=Ancient', [item('ws-1', 1)]),
  expectList('or of the time that is asked for', 'available-hostnames', 'tests=Ancient&to=2019', []),
  expectList('from some time on', 'available-tests', `${OF_GAMMA}&from=2026-04`, []),
];

const ownDimension: readonly FixtureExpectation[] = [
  expectList('not by host', 'available-hostnames', `${OF_GAMMA}&tests=Gamma&hostnames=nowhere`, [
    item('h-1', 3),
    item('h-2', 1),
  ]),
  expectList('not by test', 'available-tests', `${OF_GAMMA}&hostnames=h-3&tests=Gamma`, ['Delta']),
  expectList(
    'not by name, but by code',
    'available-error-names',
    `${OF_GAMMA}&errorNames=Unprotected&errorCodes=42`,
    [item('Alpha error', 1), item('Beta error', 1), item('Unknown (42)', 1)],
  ),
  // The code is named after the rows that are left.
  expectList(
    'not by code, but by name',
    'available-error-codes',
    `${OF_GAMMA}&errorNames=Beta%20error&errorCodes=101`,
    [item('42', 1, '42 (Beta error)')],
  ),
];

const organization = (uuid: string, shortName: string, fullName: string) => ({ uuid, shortName, fullName });
const alpha = organization(ALPHA, 'Alpha', 'Alpha Corporation');
const beta = organization(BETA, '9634119d', BETA);

const organizations: readonly FixtureExpectation[] = [
  expectList('not by organization', 'organizations', `${BUNDLES}&org=nobody`, [alpha, beta]),
  expectList('the most frequent one', 'organizations', `${BUNDLES}&limit=1`, [alpha], 2),
  expectList('of any time', 'organizations', 'tests=Gamma', [organization(GAMMA, 'org_gamm', GAMMA)]),
  { ...expectList('one’s own', 'organizations', BUNDLES, [beta]), scope: BETA },
  {
    name: 'not that of another',
    path: 'organizations',
    query: `org=${ALPHA}`,
    scope: BETA,
    status: 403,
    parameter: 'org',
  },
];

const uuids = (name: string, query: string, found: readonly string[], totalCount = found.length) => ({
  name,
  path: 'executed-test-uuids',
  query,
  status: 200 as const,
  body: { success: true, uuids: found },
  totalCount,
});

const facets = {
  tests,
  techniques,
  hostnames,
  categories,
  severities,
  threatActors,
  tags,
  errorNames,
  errorCodes,
  bundleNames,
};
const firstOfEach = {
  ...Object.fromEntries(Object.entries(facets).map(([name, list]) => [name, list.slice(0, 1)])),
  severities: [item('', 1)],
};

/** Catalogs: `available-*`, `organizations`, `executed-test-uuids` and `facets`. */
export const catalogExpectations: readonly FixtureExpectation[] = [
  ...lists,
  ...dates,
  ...ownDimension,
  ...organizations,
  uuids('by rows', OF_GAMMA, ['u-g3', 'u-g4', 'u-g1', 'u-g2', 'u-g5', 'u-g6']),
  uuids('not by test', `${OF_GAMMA}&tests=Gamma&limit=1`, ['u-g3'], 6),
  { name: 'every list', path: 'facets', query: OF_GAMMA, status: 200, body: facets },
  { name: 'the first of each', path: 'facets', query: `${OF_GAMMA}&limit=1`, status: 200, body: firstOfEach },
  {
    name: 'each without its own filter',
    path: 'facets',
    query: `${OF_GAMMA}&tests=Gamma&tags=y`,
    status: 200,
    body: {
      tests: ['Gamma'],
      techniques: [],
      hostnames: [item('h-2', 1)],
      categories: [],
      severities: [item('critical', 1, 'Critical')],
      threatActors: [item('APT1', 1)],
      tags: [item('y', 1)],
      errorNames: [item('Unprotected', 1)],
      errorCodes: [item('101', 1, '101 (Unprotected)')],
      bundleNames: [item('Pack', 1)],
    },
  },
];
