import { z } from 'zod';

const missing = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);

/**
 * A risk that somebody accepted: rows it covers leave the base of a score (CONTRACT section 3). Records written by
 * others may lack `org_id` (covers every organization) or `scope` (host when a hostname is present). Fields this
 * product does not read are kept.
 */
export const RiskAcceptance = z.looseObject({
  acceptance_id: z.string(),
  org_id: missing(z.string()),
  test_name: z.string(),
  control_id: missing(z.string()),
  hostname: missing(z.string()),
  scope: missing(z.enum(['host', 'global'])),
  status: z.enum(['active', 'revoked']),
  expires_at: missing(z.string()),
});
export type RiskAcceptance = z.infer<typeof RiskAcceptance>;
