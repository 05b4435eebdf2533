import { BETA } from './fixture-document.ts';
import type { FixtureExpectation } from './fixture-expectation.ts';

/** The rows of `fixture-page-rows.ts` as pages show them. */
const EARLY = Date.UTC(2025, 5, 10, 9);
const LATE = Date.UTC(2025, 5, 10, 10);

type Row = Readonly<Record<string, unknown>>;

const blank: Row = {
  ...{ hostname: '', is_protected: false, org: 'Alpha', org_id: 'org_alpha', error_code: 101 },
  ...{ error_name: 'Unprotected', category: null, subcategory: null, severity: null, techniques: [] },
  ...{ tactics: [], target: null, complexity: null, threat_actor: null, tags: [], score: null },
  ...{ bundle_id: null, bundle_name: null, control_id: null, control_validator: null },
  ...{ is_bundle_control: false, defender_detected: false, defender_stage_detected: false },
};
const early: Row = { ...blank, timestamp: '2025-06-10T09:00:00.000Z' };
const late: Row = { ...blank, timestamp: '2025-06-10T10:00:00.000Z' };
const beta: Row = { org: '9634119d', org_id: BETA };
const idOf = (id: string) => ({ id: `achilles-results-2025.06/${id}` });
const twice: Row = { ...early, test_uuid: 'u', test_name: 'Twice', hostname: 'h', severity: 'medium' };
const looks: Row = {
  ...late,
  ...{ test_uuid: 'u-looks', test_name: 'Looks', error_code: 200, error_name: 'NoOutput', bundle_id: 'k' },
};

const ROWS = {
  g1: {
    ...{ ...early, ...idOf('g1'), test_uuid: 'k::S1', test_name: 'Stage', hostname: 'h::1', severity: 'low' },
    ...{ error_code: 126, error_name: 'ExecutionPrevented', is_protected: true, category: 'intel-driven' },
    ...{ score: 1.5, bundle_id: 'k', control_id: 'S1', is_bundle_control: true },
  },
  g2: {
    ...{ ...early, ...idOf('g2'), ...beta, test_uuid: 'k::h::S1', test_name: 'Stage', hostname: '1' },
    ...{ severity: 'critical', bundle_id: 'k::h', control_id: 'S1', is_bundle_control: true },
    ...{ defender_detected: true },
  },
  g3: {
    ...{ ...early, ...idOf('g3'), test_uuid: 'k::S2', test_name: 'Firewall', hostname: 'h::1' },
    ...{ error_code: 0, error_name: 'NormalExit', category: 'cyber-hygiene' },
    ...{ bundle_id: 'k', control_id: 'S2', is_bundle_control: true },
  },
  s1: { ...twice, ...idOf('s1'), score: 0 },
  s2: {
    ...{ ...twice, ...idOf('s2'), ...beta },
    ...{ error_code: 127, error_name: 'QuarantinedOnExecution', is_protected: true },
  },
  c1: {
    ...{ ...early, ...idOf('c1'), test_uuid: 'k::S1', test_name: 'Lost', hostname: '1', severity: 'odd' },
    ...{ org: '', org_id: '', error_code: -1, error_name: 'Unknown (-1)' },
    ...{ control_id: 'S1', is_bundle_control: true },
  },
  l1: { ...looks, ...idOf('l1') },
  l2: { ...looks, ...idOf('l2') },
  f1: {
    ...{ ...late, ...idOf('f1'), test_uuid: 'u-full', test_name: 'Full', hostname: 'h' },
    ...{ error_code: 42, error_name: 'Own name', category: 'novel', subcategory: 'sub', severity: 'high' },
    ...{ techniques: ['T1059', 'T1021'], tactics: ['impact'], tags: ['win'], threat_actor: 'APT28' },
    ...{ target: 'windows', complexity: 'low', score: 99.5, bundle_id: 'b', bundle_name: 'Bundle' },
    ...{ control_id: 'C', control_validator: 'val', defender_detected: true, defender_stage_detected: true },
  },
} satisfies Readonly<Record<string, Row>>;

/** A row of the scene, by its id. */
export type PageRow = keyof typeof ROWS;

/** A group of the scene: its key, its counts, and whether Defender detected any member. */
interface Group {
  readonly key: string;
  readonly counts: readonly [protectedCount: number, unprotectedCount: number, totalCount: number];
  readonly detected: boolean;
}

const GROUPS = {
  collision: { key: `bundle::k::h::1::${EARLY}`, counts: [1, 1, 3], detected: true },
  twice: { key: `standalone::u::h::${EARLY}`, counts: [1, 1, 2], detected: false },
  lost: { key: `standalone::k::S1::1::${EARLY}`, counts: [0, 0, 1], detected: false },
  looks: { key: `standalone::u-looks::::${LATE}`, counts: [0, 0, 2], detected: false },
  full: { key: `standalone::u-full::h::${LATE}`, counts: [0, 0, 1], detected: true },
} satisfies Readonly<Record<string, Group>>;

/** A group and its members in order. */
export type PageGroup = readonly [group: keyof typeof GROUPS, ...members: PageRow[]];

/** The page, its size, how many pages there are, and how many rows or groups. */
type Place = readonly [page: number, pageSize: number, totalPages: number, total: number];

const placeOf = ([page, pageSize, totalPages]: Place) => ({
  ...{ page, pageSize, totalPages, hasNext: page < totalPages, hasPrevious: page > 1 },
});

const WINDOW = 'from=2025-06-10&to=2025-06-10';

/** A flat page over the scene. */
export function expectPage(
  name: string,
  query: string,
  rows: readonly PageRow[],
  place: Place = [1, 25, 1, rows.length],
): FixtureExpectation {
  const body = {
    data: rows.map((id) => ROWS[id]),
    pagination: { ...placeOf(place), totalItems: place[3] },
  };
  return { name, path: 'executions/paginated', query: `${WINDOW}${query}`, status: 200, body };
}

function shownGroup([name, ...members]: PageGroup) {
  const { key, counts, detected } = GROUPS[name];
  const [protectedCount, unprotectedCount, totalCount] = counts;
  const rows = members.map((id) => ROWS[id]);
  return {
    ...{ groupKey: key, type: key.split('::')[0], representative: rows[0], members: rows },
    ...{ protectedCount, unprotectedCount, totalCount, defenderDetected: detected },
  };
}

/** A page of groups over the scene, which has nine rows. */
export function expectGroups(
  name: string,
  query: string,
  groups: readonly PageGroup[],
  place: Place = [1, 25, 1, groups.length],
): FixtureExpectation {
  const pagination = { ...placeOf(place), totalGroups: place[3], totalDocuments: 9 };
  const body = { groups: groups.map(shownGroup), pagination };
  const asked = `${WINDOW}&grouped=true${query}`;
  return { name, path: 'executions/paginated', query: asked, status: 200, body };
}

const RECENT = [
  ...['test_uuid', 'test_name', 'hostname', 'is_protected', 'org', 'timestamp', 'error_code', 'error_name'],
];

/** The newest rows of the scene, with eight fields each. */
export function expectNewest(
  name: string,
  query: string,
  rows: readonly PageRow[],
  totalCount: number = rows.length,
): FixtureExpectation {
  const body = rows.map((id) =>
    Object.fromEntries(Object.entries(ROWS[id]).filter(([field]) => RECENT.includes(field))),
  );
  return { name, path: 'executions', query: `${WINDOW}${query}`, status: 200, body, totalCount };
}
