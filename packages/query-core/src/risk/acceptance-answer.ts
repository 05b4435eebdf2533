import { formatInstant, parseInstant, type RiskAcceptanceAnswer } from '@achilles/types';
import type { RiskRecord } from '../ports/risk-acceptance-store.ts';
import { recordState } from './acceptance-state.ts';

/** The text of a field; null where a record has none there. */
export function textOf(record: RiskRecord, field: string): string | null {
  const value = record[field];
  return typeof value === 'string' ? value : null;
}

/** A time as CONTRACT section 4 words times; what is none is shown as it was written. */
function timeOf(record: RiskRecord, field: string): string | null {
  const instant = parseInstant(record[field]);
  return instant === undefined ? textOf(record, field) : formatInstant(instant);
}

/** A record as callers see it at an instant. */
export const acceptanceAnswer = (record: RiskRecord, now: number): RiskAcceptanceAnswer => ({
  acceptance_id: record.acceptance_id,
  org_id: textOf(record, 'org_id'),
  test_name: textOf(record, 'test_name'),
  control_id: textOf(record, 'control_id'),
  hostname: textOf(record, 'hostname'),
  scope: textOf(record, 'scope'),
  justification: textOf(record, 'justification'),
  accepted_by: textOf(record, 'accepted_by'),
  accepted_by_name: textOf(record, 'accepted_by_name'),
  accepted_at: timeOf(record, 'accepted_at'),
  status: textOf(record, 'status'),
  state: recordState(record, now),
  expires_at: timeOf(record, 'expires_at'),
  revoked_at: timeOf(record, 'revoked_at'),
  revoked_by: textOf(record, 'revoked_by'),
  revoked_by_name: textOf(record, 'revoked_by_name'),
  revocation_reason: textOf(record, 'revocation_reason'),
});
