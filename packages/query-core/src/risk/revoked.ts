import { ApiError, formatInstant } from '@achilles/types';
import type { RiskRecord } from '../ports/risk-acceptance-store.ts';
import type { RiskCaller } from './risk-caller.ts';

/** Why an acceptance is revoked, by whom, and when (epoch milliseconds). */
export interface RevokeInput {
  readonly reason: string;
  readonly caller: RiskCaller;
  readonly now: number;
}

/** A record after it was revoked; nothing else of it changes. @throws ApiError `conflict` where it is revoked already */
export function revoked(record: RiskRecord, { reason, caller, now }: RevokeInput): RiskRecord {
  if (record.status === 'revoked')
    throw new ApiError('conflict', `risk acceptance ${record.acceptance_id} is revoked already`);
  return {
    ...record,
    status: 'revoked',
    revoked_at: formatInstant(now),
    revoked_by: caller.id,
    revoked_by_name: caller.name,
    revocation_reason: reason,
  };
}
