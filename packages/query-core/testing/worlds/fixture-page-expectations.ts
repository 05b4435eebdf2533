import { ALPHA, BETA } from './fixture-document.ts';
import { expectRefusal, type FixtureExpectation } from './fixture-expectation.ts';
import { expectGroups, expectNewest, expectPage, type PageGroup } from './fixture-page.ts';

const flat: readonly FixtureExpectation[] = [
  expectNewest('newest first, ties by uuid, host, organization', '', [
    ...(['f1', 'l2', 'l1', 'c1', 'g1', 'g3', 'g2', 's2', 's1'] as const),
  ]),
  expectNewest('the limit is told by the total', '&limit=2', ['f1', 'l2'], 9),
  expectPage('every field of a row', '', ['f1', 'l2', 'l1', 'c1', 'g1', 'g3', 'g2', 's2', 's1']),
  expectPage('oldest first; ties as before', '&sortOrder=asc', [
    ...(['c1', 'g1', 'g3', 'g2', 's2', 's1', 'f1', 'l2', 'l1'] as const),
  ]),
  expectPage('the second page', '&page=2&pageSize=4', ['g1', 'g3', 'g2', 's2'], [2, 4, 3, 9]),
  expectPage('the last page', '&page=3&pageSize=4', ['s1'], [3, 4, 3, 9]),
  expectPage('past the end', '&page=4&pageSize=4', [], [4, 4, 3, 9]),
  expectPage('far past the end', '&page=9007199254740991&pageSize=1000', [], [9007199254740991, 1000, 1, 9]),
  expectPage(
    'a full last page has no next one',
    '&pageSize=9',
    [...(['f1', 'l2', 'l1', 'c1', 'g1', 'g3', 'g2', 's2', 's1'] as const)],
    [1, 9, 1, 9],
  ),
  expectPage('nothing matches', '&hostnames=nowhere', [], [1, 25, 0, 0]),
  expectPage('severities by rank, then unknown ones, then none', '&sortField=severity', [
    ...(['g2', 'f1', 's2', 's1', 'g1', 'c1', 'l2', 'l1', 'g3'] as const),
  ]),
  expectPage('the reverse; none is still last', '&sortField=f0rtika.severity&sortOrder=asc', [
    ...(['c1', 'g1', 's2', 's1', 'f1', 'g2', 'l2', 'l1', 'g3'] as const),
  ]),
  expectPage('scores, missing ones last', '&sortField=score', [
    ...(['f1', 'g1', 's1', 'l2', 'l1', 'c1', 'g3', 'g2', 's2'] as const),
  ]),
  expectPage('a score of 0 is one', '&sortField=score&sortOrder=asc', [
    ...(['s1', 'g1', 'f1', 'l2', 'l1', 'c1', 'g3', 'g2', 's2'] as const),
  ]),
  expectPage('a missing flag is false', '&sortField=f0rtika.is_protected&sortOrder=asc', [
    ...(['f1', 'l2', 'l1', 'c1', 'g3', 'g2', 's1', 'g1', 's2'] as const),
  ]),
  expectPage('a missing host is last, an empty one is not', '&sortField=routing.hostname', [
    ...(['g1', 'g3', 'f1', 's2', 's1', 'c1', 'g2', 'l2', 'l1'] as const),
  ]),
  expectPage('hosts forward', '&sortField=hostname&sortOrder=asc', [
    ...(['l2', 'c1', 'g2', 'f1', 's2', 's1', 'g1', 'g3', 'l1'] as const),
  ]),
  expectPage('organizations by id', '&sortField=org&sortOrder=asc', [
    ...(['g2', 's2', 'f1', 'l2', 'l1', 'g1', 'g3', 's1', 'c1'] as const),
  ]),
  expectPage('organizations backward', '&sortField=routing.oid', [
    ...(['f1', 'l2', 'l1', 'g1', 'g3', 's1', 'g2', 's2', 'c1'] as const),
  ]),
  expectPage('codes by number', '&sortField=event.ERROR&sortOrder=asc', [
    ...(['c1', 'g3', 'f1', 'g2', 's1', 'g1', 's2', 'l2', 'l1'] as const),
  ]),
  expectPage('uuids in UTF-8 order', '&sortField=test_uuid&sortOrder=asc', [
    ...(['c1', 'g1', 'g3', 'g2', 's2', 's1', 'f1', 'l2', 'l1'] as const),
  ]),
  { ...expectPage('one organization sees its own rows', '', ['g2', 's2']), scope: BETA },
];

const collision: PageGroup = ['collision', 'g1', 'g3', 'g2'];
const twice: PageGroup = ['twice', 's2', 's1'];
const lost: PageGroup = ['lost', 'c1'];
const looks: PageGroup = ['looks', 'l2', 'l1'];
const full: PageGroup = ['full', 'f1'];

const grouped: readonly FixtureExpectation[] = [
  expectGroups('newest first, ties by key', '', [full, looks, collision, lost, twice]),
  expectGroups('oldest first; ties as before', '&sortOrder=asc', [collision, lost, twice, full, looks]),
  expectGroups('the second page', '&page=2&pageSize=2', [collision, lost], [2, 2, 3, 5]),
  expectGroups('past the end', '&page=4&pageSize=2', [], [4, 2, 3, 5]),
  expectGroups('the most severe member represents a group', '&sortField=severity', [
    ['collision', 'g2', 'g1', 'g3'],
    ...[full, twice, lost, looks],
  ]),
  expectGroups('the least severe one of those that have any', '&sortField=f0rtika.severity&sortOrder=asc', [
    lost,
    ['collision', 'g1', 'g2', 'g3'],
    ...[twice, full, looks],
  ]),
  expectGroups('by host', '&sortField=hostname&sortOrder=asc', [
    looks,
    ['collision', 'g2', 'g1', 'g3'],
    ...[lost, full, twice],
  ]),
  expectGroups('by host backward', '&sortField=routing.hostname', [collision, full, twice, lost, looks]),
  expectGroups('by test', '&sortField=test_name&sortOrder=asc', [
    ['collision', 'g3', 'g1', 'g2'],
    ...[full, looks, lost, twice],
  ]),
  expectGroups('the largest', '&sortField=totalCount', [collision, looks, twice, full, lost]),
  expectGroups('the smallest', '&sortField=totalCount&sortOrder=asc', [full, lost, looks, twice, collision]),
  expectGroups('by what was stopped', '&sortField=protectedCount', [collision, twice, full, looks, lost]),
  expectGroups('by what was not', '&sortField=unprotectedCount&sortOrder=asc', [
    ...[full, looks, lost, collision, twice],
  ]),
];

const PATH = 'executions/paginated';
const refusals: readonly FixtureExpectation[] = [
  expectRefusal('a list to sort by', PATH, 'sortField=techniques', 'sortField'),
  expectRefusal('a computed field to sort by', PATH, 'sortField=error_name', 'sortField'),
  expectRefusal('its path', PATH, 'sortField=f0rtika.error_name', 'sortField'),
  expectRefusal('the id to sort by', PATH, 'sortField=id', 'sortField'),
  expectRefusal('a field that rows do not show', PATH, 'sortField=f0rtika.tenant_label', 'sortField'),
  expectRefusal('a count to sort rows by', PATH, 'sortField=totalCount', 'sortField'),
  expectRefusal('a field that groups have not', PATH, 'grouped=true&sortField=score', 'sortField'),
  expectRefusal('an order that is none', PATH, 'sortOrder=down', 'sortOrder'),
  expectRefusal('page 0', PATH, 'page=0', 'page'),
  expectRefusal('pages of nothing', PATH, 'pageSize=0', 'pageSize'),
  expectRefusal('pages above the maximum', PATH, 'pageSize=1001', 'pageSize'),
  expectRefusal('a grouping that is neither', PATH, 'grouped=1', 'grouped'),
  expectRefusal('a cursor that was never given', PATH, 'cursor=abc', 'cursor'),
  expectRefusal('rows that there are none of to include', PATH, 'include=live', 'include'),
  expectRefusal('archived rows in a score', 'defense-score', 'include=archived', 'include'),
  expectRefusal('a limit of pages', PATH, 'limit=5', 'limit'),
  expectRefusal('no newest rows', 'executions', 'limit=0', 'limit'),
  expectRefusal('more newest rows than may be', 'executions', 'limit=10001', 'limit'),
  expectRefusal('pages of the newest rows', 'executions', 'page=1', 'page'),
  {
    name: 'rows of another organization',
    path: PATH,
    query: `org=${ALPHA}`,
    scope: BETA,
    status: 403,
    parameter: 'org',
  },
];

/** `executions` and `executions/paginated`, flat and grouped, over the rows of `fixture-page-rows.ts`. */
export const pageExpectations: readonly FixtureExpectation[] = [...flat, ...grouped, ...refusals];
