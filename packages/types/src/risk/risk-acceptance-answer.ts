import { z } from 'zod';

/**
 * What an acceptance is at an instant: `active` acts on scores, `expired` has passed its `expires_at`, `unreadable` can't
 * be told to act or not and stops every score until it is corrected.
 */
export const ACCEPTANCE_STATES = ['active', 'expired', 'revoked', 'unreadable'] as const;
export type AcceptanceState = (typeof ACCEPTANCE_STATES)[number];

const text = z.string().nullable();
const time = text.describe('ISO-8601 UTC with milliseconds; a text that is no time as it was written');

/** A risk acceptance as callers see it: every field of CONTRACT section 3, null where the record has none. */
export const RiskAcceptanceAnswer = z.strictObject({
  acceptance_id: z.string(),
  org_id: text.describe('The organization whose rows it covers; null for every organization'),
  test_name: text,
  control_id: text.describe('null for every control of that name'),
  hostname: text,
  scope: text.describe('host or global; null for host where there is a hostname, else global'),
  justification: text,
  accepted_by: text,
  accepted_by_name: text,
  accepted_at: time,
  status: text.describe('As on record: active or revoked'),
  state: z.enum(ACCEPTANCE_STATES).describe('What it is now; only an active one acts on scores'),
  expires_at: time,
  revoked_at: time,
  revoked_by: text,
  revoked_by_name: text,
  revocation_reason: text,
});
export type RiskAcceptanceAnswer = z.infer<typeof RiskAcceptanceAnswer>;
