import type { World } from '../worlds/world.ts';
import { type OracleRow, readStoredTime } from './oracle-row.ts';

type Acceptance = World['acceptances'][number];

function text(acceptance: Acceptance, name: string): string | null {
  const value = acceptance[name];
  return typeof value === 'string' ? value : null;
}

/** Active and not yet expired at `now`; a record that expires at this very instant has expired. */
export function isActive(acceptance: Acceptance, now: number): boolean {
  const expires = readStoredTime(acceptance.expires_at);
  return acceptance.status === 'active' && (expires === null || expires > now);
}

function covers(acceptance: Acceptance, row: OracleRow): boolean {
  const org = text(acceptance, 'org_id');
  const control = text(acceptance, 'control_id');
  const hostname = text(acceptance, 'hostname');
  const scope = text(acceptance, 'scope') ?? (hostname === null ? 'global' : 'host');
  return (
    text(acceptance, 'test_name') === row.testName &&
    (org === null || org === row.org) &&
    (control === null || control === row.controlId) &&
    (scope !== 'host' || (hostname !== null && hostname === row.hostname))
  );
}

/** Tells whether a row is under an active risk acceptance of its own org, or of a legacy one without org (CONTRACT section 3). */
export function acceptanceCover(world: World): (row: OracleRow) => boolean {
  const active = world.acceptances.filter((acceptance) => isActive(acceptance, world.now));
  return (row) => active.some((acceptance) => covers(acceptance, row));
}
