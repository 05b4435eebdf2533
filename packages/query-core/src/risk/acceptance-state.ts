import { type AcceptanceState, parseInstant, RiskAcceptance } from '@achilles/types';
import type { RiskRecord } from '../ports/risk-acceptance-store.ts';

/** What a readable acceptance is at an instant; one that expires at this very instant has expired. */
export function acceptanceState({ status, expires_at }: RiskAcceptance, now: number): AcceptanceState {
  if (status === 'revoked') return 'revoked';
  if (expires_at === null) return 'active';
  const expiry = parseInstant(expires_at);
  if (expiry === undefined) return 'unreadable';
  return expiry > now ? 'active' : 'expired';
}

/** What a record is at an instant, whoever wrote it: `unreadable` exactly where scores can't go by it. */
export function recordState(record: RiskRecord, now: number): AcceptanceState {
  const parsed = RiskAcceptance.safeParse(record);
  return parsed.success ? acceptanceState(parsed.data, now) : 'unreadable';
}
