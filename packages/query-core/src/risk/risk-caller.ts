import type { Scope } from '../plan/scope.ts';
import type { RiskRecord } from '../ports/risk-acceptance-store.ts';

/** Who asks about risk acceptances, and whose they may see. */
export interface RiskCaller {
  readonly id: string;
  readonly name: string;
  readonly scope: Scope;
}

/**
 * Whether a record is there for callers of a scope. Those bound to an organization see its own records alone: one of no
 * organization acts on others too.
 */
export const maySee = (scope: Scope, record: RiskRecord): boolean =>
  scope.kind === 'all' || (scope.org !== '' && record.org_id === scope.org);
