import { ALPHA, BETA } from './fixture-document.ts';
import { expectScore, type FixtureExpectation, scoreBody } from './fixture-expectation.ts';

const STANDALONE = 'from=2026-04-20&to=2026-04-20';
const BUNDLES = 'from=2026-04-21&to=2026-04-21';
const ACCEPTED = 'from=2026-04-22&to=2026-04-22';
const NAMES = 'from=2026-04-19&to=2026-04-19&tests=Names';
const EVER = 'from=2019';

const nothing = scoreBody([0, 0, 0], [0, 0, 0]);
const oneUnprotected = scoreBody([0, 0, 0], [0, 0, 1]);

/** `defense-score` over each scene of the fixture: verdicts, modes, filters, acceptances, scope. */
export const scoreExpectations: readonly FixtureExpectation[] = [
  expectScore('four conclusive rows: P D U P', STANDALONE, scoreBody([75, 50, 75], [2, 1, 1])),
  // 18 April: P U P. 19: U×7, P U U. 20: P D U P. 21: 3 P, 1 D, 5 U. 22: 1 P, 6 U. 16: U. 25: P. Raw: 7 units more, all U, and P is U.
  expectScore('the last seven days', '', scoreBody([34.29, 28.57, 26.19], [10, 2, 23], [7, 8])),
  expectScore(
    '1/32 = 3.125 % rounds half up',
    `${EVER}&tests=Halves`,
    scoreBody([3.13, 3.13, 3.13], [1, 0, 31]),
  ),
  expectScore(
    'the same id in two indices is two rows',
    `${EVER}&tests=u-twice`,
    scoreBody([50, 50, 50], [1, 0, 1]),
  ),
  expectScore('nothing in the window', 'from=2018&to=2018', nothing),

  // Runs: 1 U, 2 D, 3 P, 4 U, 5 U; hygiene P and U; the lost stage U; the row that only looks like a stage P.
  expectScore('runs, all stages', BUNDLES, scoreBody([44.44, 33.33, 44.44], [3, 1, 5])),
  // Runs: 1 P, 2 P, 3 P, 4 U, 5 D.
  expectScore(
    'runs, any stage',
    `${BUNDLES}&scoringMode=any-stage`,
    scoreBody([66.67, 55.56, 66.67], [5, 1, 3]),
  ),
  expectScore(
    'every row a unit',
    `${BUNDLES}&scoringMode=per-stage`,
    scoreBody([57.14, 42.86, 57.14], [6, 2, 6]),
  ),
  expectScore(
    'scope first, then judge',
    `${BUNDLES}&severities=critical`,
    scoreBody([80, 60, 80], [3, 1, 1]),
  ),
  // Rows with code 101: of runs 1, 2 (detected), 4 (two), 5 (one detected), hygiene, lost.
  expectScore(
    'unprotected rows, all stages',
    `${BUNDLES}&result=unprotected`,
    scoreBody([16.67, 0, 16.67], [0, 1, 5]),
  ),
  expectScore(
    'unprotected rows, any stage',
    `${BUNDLES}&result=unprotected&scoringMode=any-stage`,
    scoreBody([33.33, 0, 33.33], [0, 2, 4]),
  ),
  expectScore(
    'without hygiene',
    `${BUNDLES}&excludeCyberHygiene=true`,
    scoreBody([42.86, 28.57, 42.86], [2, 1, 4]),
  ),
  expectScore('a bundle id selects its rows', `${BUNDLES}&tests=b-1`, scoreBody([50, 37.5, 50], [3, 1, 4])),
  expectScore('a bundle name', `${BUNDLES}&bundleNames=Kill%20chain`, scoreBody([37.5, 25, 37.5], [2, 1, 5])),
  expectScore(
    'hygiene controls are units of their own',
    `${BUNDLES}&categories=cyber-hygiene`,
    scoreBody([50, 50, 50], [1, 0, 1]),
  ),
  expectScore('one organization', `${BUNDLES}&org=${BETA}`, scoreBody([100, 100, 100], [1, 0, 0])),
  expectScore('a caller bound to one organization', BUNDLES, scoreBody([100, 100, 100], [1, 0, 0]), BETA),
  expectScore(
    'and asking for its own',
    `${BUNDLES}&org=${ALPHA}`,
    scoreBody([42.86, 28.57, 42.86], [2, 1, 4]),
    ALPHA,
  ),
  {
    name: 'and asking for another',
    path: 'defense-score',
    query: `${BUNDLES}&org=${BETA}`,
    scope: ALPHA,
    status: 403,
    parameter: 'org',
  },

  // 13 standalone rows and a run of P and U; c1, c2, c4, c6, c7, c11, c13 and the run's second stage are accepted.
  expectScore('risk acceptances', ACCEPTED, scoreBody([14.29, 14.29, 0], [1, 0, 6], [7, 8])),
  expectScore(
    'risk acceptances, any stage',
    `${ACCEPTED}&scoringMode=any-stage`,
    scoreBody([14.29, 14.29, 7.14], [1, 0, 6], [7, 8]),
  ),
  expectScore(
    'risk acceptances, per stage',
    `${ACCEPTED}&scoringMode=per-stage`,
    scoreBody([14.29, 14.29, 6.67], [1, 0, 6], [8, 8]),
  ),
  expectScore('accepted on a host', `${ACCEPTED}&hostnames=ws-2`, scoreBody([0, 0, 0], [0, 0, 1], [3, 3])),
  expectScore('a revoked acceptance covers nothing', `${ACCEPTED}&tests=Revoked`, oneUnprotected),
  expectScore('an expired acceptance covers nothing', `${ACCEPTED}&tests=Expired`, oneUnprotected),
  expectScore(
    'one that expires later covers',
    `${ACCEPTED}&tests=u-c6`,
    scoreBody([0, 0, 0], [0, 0, 0], [1, 1]),
  ),
  expectScore('host scope without a hostname covers nothing', `${ACCEPTED}&tests=u-c7`, oneUnprotected),
  expectScore(
    'global scope ignores a hostname',
    `${ACCEPTED}&tests=u-c8`,
    scoreBody([0, 0, 0], [0, 0, 0], [1, 1]),
  ),
  expectScore(
    'acceptances of another organization do not count',
    `${ACCEPTED}&tests=u-c1&org=${BETA}`,
    oneUnprotected,
  ),
  expectScore(
    'legacy acceptances cover every organization',
    `${ACCEPTED}&tests=u-c3&org=${BETA}`,
    scoreBody([0, 0, 0], [0, 0, 0], [1, 1]),
  ),

  expectScore(
    'a name and a uuid are alternatives',
    `${STANDALONE}&tests=Dump%20LSASS,u-ransom`,
    scoreBody([75, 50, 75], [2, 1, 1]),
  ),
  expectScore(
    'repeated lists add up',
    `${STANDALONE}&tests=u-lsass&tests=u-ransom`,
    scoreBody([75, 50, 75], [2, 1, 1]),
  ),
  expectScore(
    'parameters combine with AND',
    `${STANDALONE}&tests=u-lsass&hostnames=ws-2`,
    scoreBody([100, 0, 100], [0, 1, 0]),
  ),
  expectScore('protected rows', `${STANDALONE}&result=protected`, scoreBody([100, 100, 100], [2, 0, 0])),
  expectScore('inconclusive rows are in no score', `${STANDALONE}&result=inconclusive`, nothing),
  expectScore('a tag', `${STANDALONE}&tags=edr`, scoreBody([100, 100, 100], [1, 0, 0])),
  expectScore(
    'a tag that one row has as a bare string',
    `${STANDALONE}&tags=win`,
    scoreBody([100, 50, 100], [1, 1, 0]),
  ),
  expectScore('a threat actor', `${STANDALONE}&threatActors=APT28`, scoreBody([100, 50, 100], [1, 1, 0])),
  expectScore('a technique, exactly', `${STANDALONE}&techniques=T1059`, scoreBody([100, 50, 100], [1, 1, 0])),
  expectScore(
    'a technique and its sub-techniques',
    `${STANDALONE}&techniques=T1059.*`,
    scoreBody([100, 66.67, 100], [2, 1, 0]),
  ),
  expectScore(
    'the canonical error name',
    `${STANDALONE}&errorNames=Unprotected`,
    scoreBody([50, 0, 50], [0, 1, 1]),
  ),
  expectScore('not the stored one', `${STANDALONE}&errorNames=Wrong%20name`, nothing),
  expectScore('filters are case-sensitive', `${STANDALONE}&severities=CRITICAL`, nothing),
  expectScore('an escaped comma', `${NAMES}&hostnames=x%5C,%20y`, oneUnprotected),
  expectScore('a bare comma separates', `${NAMES}&hostnames=x,%20y`, nothing),
  expectScore('a bare backslash', `${NAMES}&hostnames=back%5Cslash`, oneUnprotected),
  expectScore('an escaped backslash', `${NAMES}&hostnames=back%5C%5Cslash`, oneUnprotected),
  expectScore('a technique with a comma', `${NAMES}&techniques=T1%5C,2`, oneUnprotected),
  expectScore(
    'separators and astral characters',
    `${NAMES}&hostnames=a::b,%F0%9F%98%80`,
    scoreBody([0, 0, 0], [0, 0, 2]),
  ),
  expectScore(
    'lists of blanks and empty values are absent',
    `${STANDALONE}&tags=%20,,&org=&_=1`,
    scoreBody([75, 50, 75], [2, 1, 1]),
  ),
];
