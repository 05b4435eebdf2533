import type { RiskAcceptance } from '@achilles/types';
import type { AcceptedRisk } from '../plan/plan.ts';
import { StoreError } from '../ports/store-error.ts';
import { acceptanceState } from '../risk/acceptance-state.ts';

function isActive(acceptance: RiskAcceptance, now: number): boolean {
  const state = acceptanceState(acceptance, now);
  if (state !== 'unreadable') return state === 'active';
  throw new StoreError(
    'unreadable',
    `risk acceptance ${acceptance.acceptance_id} has an expires_at that is not a time; correct or delete it`,
  );
}

function covered({ test_name, org_id, control_id, hostname, scope }: RiskAcceptance): AcceptedRisk | null {
  const forHost = (scope ?? (hostname === null ? 'global' : 'host')) === 'host';
  if (forHost && hostname === null) return null;
  return { testName: test_name, org: org_id, controlId: control_id, hostname: forHost ? hostname : null };
}

/**
 * What the acceptances on record cover at an instant (CONTRACT section 3), each once and in a fixed order, so that
 * equal questions have equal plans.
 */
export function activeRisks(acceptances: readonly RiskAcceptance[], now: number): AcceptedRisk[] {
  const risks = new Map<string, AcceptedRisk>();
  for (const acceptance of acceptances) {
    const risk = isActive(acceptance, now) ? covered(acceptance) : null;
    if (risk !== null) risks.set(JSON.stringify(Object.values(risk)), risk);
  }
  return [...risks.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, risk]) => risk);
}
