import { ALPHA, BETA } from './fixture-document.ts';
import { expectBreakdown, type FixtureExpectation, figures } from './fixture-expectation.ts';

const STANDALONE = 'from=2026-04-20&to=2026-04-20';
const BUNDLES = 'from=2026-04-21&to=2026-04-21';
const ACCEPTED = 'from=2026-04-22&to=2026-04-22';
const ODD = 'from=2026-04-18&to=2026-04-19';

function test(
  name: string,
  uuid: string,
  severity: string | null,
  category: string | null,
  testUuids = 1,
): Record<string, unknown> {
  return { name, test_name: name, test_uuid: uuid, severity, category, testUuids };
}

const initial = {
  ...test('Initial access', 'b-1::S1', 'critical', 'intel-driven'),
  ...figures(80, 60, [3, 1, 1]),
};
const lateral = {
  ...test('Lateral movement', 'b-1::S2', 'high', 'mitre-top10'),
  ...figures(40, 20, [1, 1, 3]),
};
const firewall = {
  ...test('Firewall is on', 'b-1::S3', 'low', 'cyber-hygiene'),
  ...figures(50, 50, [1, 0, 1]),
};
const lost = { ...test('Lost stage', 'b-9::S1', 'medium', 'intel-driven'), ...figures(0, 0, [0, 0, 1]) };
const looks = {
  ...test('Looks like a stage', 'u-looks', 'medium', 'mitre-top10'),
  ...figures(100, 100, [1, 0, 0]),
};
const allUnprotected = figures(0, 0, [0, 0, 1]);

const byTest: readonly FixtureExpectation[] = [
  expectBreakdown('tests by score', 'by-test', STANDALONE, [
    { ...test('Dump LSASS', 'u-lsass', 'critical', 'intel-driven'), ...figures(100, 50, [1, 1, 0]) },
    { ...test('Ransom note', 'u-ransom', 'high', 'mitre-top10'), ...figures(50, 50, [1, 0, 1]) },
  ]),
  expectBreakdown('stages are tests of their own', 'by-test', BUNDLES, [
    looks,
    initial,
    firewall,
    lateral,
    lost,
  ]),
  expectBreakdown('limit keeps the largest', 'by-test', `${BUNDLES}&limit=2`, [initial, lateral], 5),
  expectBreakdown('and sorts what it kept', 'by-test', `${BUNDLES}&limit=3`, [initial, firewall, lateral], 5),
  // `Looks like a stage` and `Lost stage` have one unit each.
  expectBreakdown(
    'limit breaks ties by key',
    'by-test',
    `${BUNDLES}&limit=4`,
    [looks, initial, firewall, lateral],
    5,
  ),
  // Two newest rows at one instant: the smaller uuid tells severity and category. The newest row of all has no verdict.
  expectBreakdown('one name, two uuids', 'by-test', `${ODD}&tests=Two%20builds`, [
    { ...test('Two builds', 'u-a', 'medium', 'mitre-top10', 2), ...figures(33.33, 33.33, [1, 0, 2]) },
  ]),
  expectBreakdown('metadata from the rows in scope', 'by-test', `${ODD}&tests=u-b`, [
    { ...test('Two builds', 'u-b', 'critical', 'intel-driven'), ...figures(50, 50, [1, 0, 1]) },
  ]),
  expectBreakdown('missing metadata is null', 'by-test', 'tests=Tomorrow', [
    { ...test('Tomorrow', 'u-Tomorrow', null, 'novel'), ...figures(100, 100, [1, 0, 0]) },
  ]),
  expectBreakdown('a test whose rows are all accepted is left out', 'by-test', `${ACCEPTED}&tests=u-c6`, []),
];

const byTechnique: readonly FixtureExpectation[] = [
  expectBreakdown('a row counts in each of its techniques', 'by-technique', STANDALONE, [
    { name: 'T1003.001', ...figures(100, 50, [1, 1, 0]) },
    { name: 'T1059', ...figures(100, 50, [1, 1, 0]) },
    { name: 'T1059.001', ...figures(100, 100, [1, 0, 0]) },
    { name: 'T1486', ...figures(50, 50, [1, 0, 1]) },
  ]),
  expectBreakdown(
    'a filter chooses rows, not techniques',
    'by-technique',
    `${STANDALONE}&techniques=T1059.*`,
    [
      { name: 'T1003.001', ...figures(100, 50, [1, 1, 0]) },
      { name: 'T1059', ...figures(100, 50, [1, 1, 0]) },
      { name: 'T1059.001', ...figures(100, 100, [1, 0, 0]) },
      { name: 'T1486', ...figures(100, 100, [1, 0, 0]) },
    ],
  ),
  expectBreakdown('a technique twice in a row counts once', 'by-technique', BUNDLES, [
    { name: 'T1059.001', ...figures(80, 60, [3, 1, 1]) },
    { name: 'T1021', ...figures(40, 20, [1, 1, 3]) },
  ]),
  expectBreakdown('rows without techniques are in no bucket', 'by-technique', ACCEPTED, []),
];

const byOrg: readonly FixtureExpectation[] = [
  expectBreakdown('short names, configured or cut', 'by-org', BUNDLES, [
    { org: BETA, orgName: '9634119d', ...figures(100, 100, [1, 0, 0]) },
    { org: ALPHA, orgName: 'Alpha', ...figures(42.86, 28.57, [2, 1, 4]) },
  ]),
  expectBreakdown('organizations after acceptances', 'by-org', ACCEPTED, [
    { org: ALPHA, orgName: 'Alpha', ...figures(16.67, 16.67, [1, 0, 5]) },
    { org: BETA, orgName: '9634119d', ...figures(0, 0, [0, 0, 1]) },
  ]),
];

const bySeverity: readonly FixtureExpectation[] = [
  expectBreakdown('a run counts in each severity of its stages', 'by-severity', BUNDLES, [
    { severity: 'critical', ...figures(80, 60, [3, 1, 1]) },
    { severity: 'high', ...figures(40, 20, [1, 1, 3]) },
    { severity: 'medium', ...figures(50, 50, [1, 0, 1]) },
    { severity: 'low', ...figures(50, 50, [1, 0, 1]) },
  ]),
  expectBreakdown('unknown severities come last, A–Z', 'by-severity', `${ODD}&tests=Names`, [
    { severity: 'critical', ...allUnprotected },
    { severity: 'low', ...allUnprotected },
    { severity: 'info', ...allUnprotected },
    { severity: '', ...allUnprotected },
    { severity: 'Critical', ...allUnprotected },
    { severity: 'odd', ...allUnprotected },
  ]),
  expectBreakdown(
    'a limit with equal counts goes by key',
    'by-severity',
    `${ODD}&tests=Names&limit=2`,
    [
      { severity: '', ...allUnprotected },
      { severity: 'Critical', ...allUnprotected },
    ],
    6,
  ),
];

const byCategory: readonly FixtureExpectation[] = [
  expectBreakdown('a run is judged by its stages of the category', 'by-category', BUNDLES, [
    { category: 'intel-driven', ...figures(66.67, 50, [3, 1, 2]) },
    { category: 'mitre-top10', ...figures(50, 33.33, [2, 1, 3]) },
    { category: 'cyber-hygiene', ...figures(50, 50, [1, 0, 1]) },
  ]),
  expectBreakdown('an empty category is a value', 'by-category', 'from=2026-04-18&to=2026-04-18', [
    { category: '', ...figures(100, 100, [1, 0, 0]) },
    { category: 'novel', ...figures(50, 50, [1, 0, 1]) },
  ]),
  expectBreakdown('a category counts its rows without subcategory', 'by-category-subcategory', STANDALONE, [
    {
      category: 'intel-driven',
      ...figures(100, 50, [1, 1, 0]),
      subcategories: [{ subcategory: 'credentials', ...figures(100, 50, [1, 1, 0]) }],
    },
    {
      category: 'mitre-top10',
      ...figures(50, 50, [1, 0, 1]),
      subcategories: [{ subcategory: 'impact', ...allUnprotected }],
    },
  ]),
  expectBreakdown('subcategories of runs', 'by-category-subcategory', `${BUNDLES}&scoringMode=any-stage`, [
    {
      category: 'intel-driven',
      ...figures(66.67, 50, [3, 1, 2]),
      subcategories: [{ subcategory: 'stage', ...figures(80, 60, [3, 1, 1]) }],
    },
    {
      category: 'mitre-top10',
      ...figures(50, 33.33, [2, 1, 3]),
      subcategories: [{ subcategory: 'stage', ...figures(40, 20, [1, 1, 3]) }],
    },
    {
      category: 'cyber-hygiene',
      ...figures(50, 50, [1, 0, 1]),
      subcategories: [{ subcategory: 'firewall', ...figures(50, 50, [1, 0, 1]) }],
    },
  ]),
  expectBreakdown(
    'empty and missing subcategories',
    'by-category-subcategory',
    'from=2026-04-18&to=2026-04-18',
    [
      {
        category: '',
        ...figures(100, 100, [1, 0, 0]),
        subcategories: [{ subcategory: '', ...figures(100, 100, [1, 0, 0]) }],
      },
      { category: 'novel', ...figures(50, 50, [1, 0, 1]), subcategories: [] },
    ],
  ),
];

const byHostname: readonly FixtureExpectation[] = [
  expectBreakdown('hosts by total', 'by-hostname', BUNDLES, [
    { hostname: 'ws-1', total: 6, ...figures(50, 50, [3, 0, 3]) },
    { hostname: 'ws-2', total: 2, ...figures(50, 0, [0, 1, 1]) },
  ]),
  expectBreakdown('hosts, any stage', 'by-hostname', `${BUNDLES}&scoringMode=any-stage`, [
    { hostname: 'ws-1', total: 6, ...figures(66.67, 66.67, [4, 0, 2]) },
    { hostname: 'ws-2', total: 2, ...figures(50, 50, [1, 0, 1]) },
  ]),
  expectBreakdown(
    'equal totals go by key in UTF-8 order',
    'by-hostname',
    `${ODD}&tests=Names`,
    ['', 'a::b', 'back\\slash', 'x, y', '\u{E000}', '\u{1F600}'].map((hostname) => ({
      hostname,
      total: 1,
      ...allUnprotected,
    })),
  ),
  expectBreakdown(
    'a limit of one host',
    'by-hostname',
    `${BUNDLES}&limit=1`,
    [{ hostname: 'ws-1', total: 6, ...figures(50, 50, [3, 0, 3]) }],
    2,
  ),
];

/** Every breakdown of the fixture's scenes. */
export const breakdownExpectations: readonly FixtureExpectation[] = [
  ...byTest,
  ...byTechnique,
  ...byOrg,
  ...bySeverity,
  ...byCategory,
  ...byHostname,
];
