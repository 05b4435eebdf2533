import { type AcceptRiskBody, ApiError, formatInstant } from '@achilles/types';
import type { Scope } from '../plan/scope.ts';
import type { RiskRecord } from '../ports/risk-acceptance-store.ts';
import type { RiskCaller } from './risk-caller.ts';

/** A risk that somebody accepts: under which id, who, and when (epoch milliseconds). */
export interface AcceptInput {
  readonly id: string;
  readonly body: AcceptRiskBody;
  readonly caller: RiskCaller;
  readonly now: number;
}

function orgOf(scope: Scope, given: string | null): string | null {
  if (scope.kind === 'all') return given;
  if (given === null || given === scope.org) return scope.org;
  const message = `org_id '${given}' is not the organization of these credentials`;
  throw new ApiError('forbidden', message, { details: [{ path: 'org_id', message }] });
}

/**
 * The record of a risk that is accepted now. Fields that are not given are left out; the scope is always told.
 * @throws ApiError for an `expires_at` that is not in the future, or another organization than the caller's
 */
export function newAcceptance({ id, body, caller, now }: AcceptInput): RiskRecord {
  const { test_name, control_id, hostname, scope, justification, expires_at, org_id } = body;
  const org = orgOf(caller.scope, org_id);
  if (expires_at !== null && expires_at <= now) {
    const message = `expires_at: must be in the future, not ${formatInstant(expires_at)}`;
    throw ApiError.badRequest([{ path: 'expires_at', message }]);
  }
  return {
    acceptance_id: id,
    ...(org !== null && { org_id: org }),
    test_name,
    ...(control_id !== null && { control_id }),
    ...(hostname !== null && { hostname }),
    scope: scope ?? (hostname === null ? 'global' : 'host'),
    justification,
    accepted_by: caller.id,
    accepted_by_name: caller.name,
    accepted_at: formatInstant(now),
    status: 'active',
    ...(expires_at !== null && { expires_at: formatInstant(expires_at) }),
  };
}
