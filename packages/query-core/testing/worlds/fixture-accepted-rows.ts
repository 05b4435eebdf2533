import { ALPHA, BETA, type FixtureRow } from './fixture-document.ts';

const base = {
  at: '2026-04-22T10:00:00.000Z',
  category: 'phase-aligned',
  severity: 'medium',
} as const;
const shared = {
  ...base,
  test: 'Shared stage',
  bundle: 'b-2',
  bundleName: 'Accepted chain',
  isControl: true,
} as const;

/** Wednesday 22 April 2026: one test for each kind of risk acceptance; every standalone row is unprotected. */
export const acceptedRows: readonly FixtureRow[] = [
  { ...base, id: 'c1', test: 'Accepted everywhere', uuid: 'u-c1', code: 101 },
  { ...base, id: 'c2', test: 'Accepted everywhere', uuid: 'u-c1', code: 101, host: 'ws-2' },
  { ...base, id: 'c3', test: 'Accepted everywhere', uuid: 'u-c1', code: 101, org: BETA },
  { ...base, id: 'c4', test: 'Accepted on one host', uuid: 'u-c2', code: 101 },
  { ...base, id: 'c5', test: 'Accepted on one host', uuid: 'u-c2', code: 101, host: 'ws-2' },
  { ...base, id: 'c6', test: 'Accepted of old', uuid: 'u-c3', code: 101, host: 'ws-2' },
  { ...base, id: 'c7', test: 'Accepted of old', uuid: 'u-c3', code: 101, host: 'ws-2', org: BETA },
  { ...base, id: 'c8', test: 'Accepted of old', uuid: 'u-c3', code: 101 },
  { ...base, id: 'c9', test: 'Revoked', uuid: 'u-c4', code: 101 },
  { ...base, id: 'c10', test: 'Expired', uuid: 'u-c5', code: 101 },
  { ...base, id: 'c11', test: 'Expiring later', uuid: 'u-c6', code: 101 },
  { ...base, id: 'c12', test: 'Host without a name', uuid: 'u-c7', code: 101 },
  { ...base, id: 'c13', test: 'Global with a hostname', uuid: 'u-c8', code: 101 },
  // Two stages of one name; only the second one's control is accepted.
  { ...shared, id: 'c14', uuid: 'b-2::C1', control: 'C1', code: 126 },
  { ...shared, id: 'c15', uuid: 'b-2::C2', control: 'C2', code: 101 },
];

const record = {
  justification: 'accepted for the fixture',
  accepted_by: 'user_1',
  accepted_by_name: 'First User',
  accepted_at: '2026-04-01T00:00:00.000Z',
  status: 'active',
};

/** One risk acceptance of each kind (CONTRACT section 3). */
export const fixtureAcceptances: readonly Record<string, unknown>[] = [
  { ...record, acceptance_id: 'global', org_id: ALPHA, test_name: 'Accepted everywhere', scope: 'global' },
  {
    ...record,
    acceptance_id: 'host',
    org_id: ALPHA,
    test_name: 'Accepted on one host',
    scope: 'host',
    hostname: 'ws-1',
  },
  // Legacy: no org covers every org, and a hostname without a scope means host scope.
  { ...record, acceptance_id: 'legacy', test_name: 'Accepted of old', hostname: 'ws-2' },
  {
    ...record,
    acceptance_id: 'revoked',
    org_id: ALPHA,
    test_name: 'Revoked',
    scope: 'global',
    status: 'revoked',
    revoked_at: '2026-04-02T00:00:00.000Z',
    revoked_by: 'user_2',
    revoked_by_name: 'Second User',
    revocation_reason: 'no longer accepted',
  },
  {
    ...record,
    acceptance_id: 'expired',
    org_id: ALPHA,
    test_name: 'Expired',
    scope: 'global',
    // After the rows, before the request: expiry goes by the request's now.
    expires_at: '2026-04-23T11:59:00.000Z',
  },
  {
    ...record,
    acceptance_id: 'expiring',
    org_id: ALPHA,
    test_name: 'Expiring later',
    scope: 'global',
    expires_at: '2026-04-23T12:01:00.000Z',
  },
  { ...record, acceptance_id: 'nameless', org_id: ALPHA, test_name: 'Host without a name', scope: 'host' },
  {
    ...record,
    acceptance_id: 'global-hostname',
    org_id: ALPHA,
    test_name: 'Global with a hostname',
    scope: 'global',
    hostname: 'ws-9',
  },
  {
    ...record,
    acceptance_id: 'control',
    org_id: ALPHA,
    test_name: 'Shared stage',
    control_id: 'C2',
    scope: 'global',
  },
];
