import { z } from 'zod';
import { parseInstant } from '../document/parse-instant.ts';

const LEAST_REASON = 10;
const MOST_NAMES = 500;

const kind = (what: string) => (issue: { readonly input?: unknown }) =>
  issue.input === undefined ? 'is required' : `must be ${what}`;

/** Text that every store keeps as it is. */
const text = z.string({ error: kind('text') }).refine((value) => value.isWellFormed(), {
  error: 'must be valid Unicode, without half of a surrogate pair',
});

const name = text.refine((value) => value.trim() !== '', { error: 'must not be blank' });

/** Null and blanks stand for what is not given, as forms send it. */
const optional = text
  .nullish()
  .transform((value) => (value === null || value === undefined || value.trim() === '' ? null : value));

const TOO_SHORT = `must have at least ${LEAST_REASON} characters, blanks around them not counted`;
const reason = text
  .min(LEAST_REASON, { error: TOO_SHORT, abort: true })
  .refine((value) => [...value.trim()].length >= LEAST_REASON, { error: TOO_SHORT });

const DATE = /^\d{4}-\d\d-\d\d/;
/** The last instant that has a year of four digits in UTC, which is what every store takes. */
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const instant = optional.transform((value, context) => {
  if (value === null) return null;
  const parsed = DATE.test(value.trim()) ? parseInstant(value.trim()) : undefined;
  if (parsed !== undefined && parsed <= LAST) return parsed;
  context.addIssue({
    code: 'custom',
    message: `must be an ISO-8601 time such as 2027-01-31T00:00:00Z, not '${value}'`,
  });
  return z.NEVER;
});

const SCOPES = ['host', 'global'] as const;

/** What a risk is accepted with (CONTRACT section 7). */
export const AcceptRiskBody = z
  .strictObject(
    {
      test_name: name.describe('The name of the test or control, exactly as in executions'),
      control_id: optional.describe('Only this control; every one of that name where it is left out'),
      hostname: optional.describe('Required where scope is host'),
      scope: z
        .enum(SCOPES, { error: `must be one of ${SCOPES.join(', ')}` })
        .nullish()
        .transform((value) => value ?? null)
        .describe('host covers one host, global all; left out it is host where there is a hostname'),
      justification: reason,
      expires_at: instant.describe('ISO-8601, in the future, UTC where it names no offset'),
      org_id: optional.describe('The organization whose rows it covers; every one where it is left out'),
    },
    { error: kind('a JSON object') },
  )
  .refine(({ scope, hostname }) => scope !== 'host' || hostname !== null, {
    error: 'is required where scope is host',
    path: ['hostname'],
  });
export type AcceptRiskBody = z.output<typeof AcceptRiskBody>;

/** Why an acceptance is revoked. */
export const RevokeRiskBody = z.strictObject({ reason }, { error: kind('a JSON object') });

/** The tests to look acceptances up for. */
export const LookUpBody = z.strictObject(
  {
    test_names: z
      .array(text, { error: kind('a list of test names') })
      .max(MOST_NAMES, { error: `must be at most ${MOST_NAMES} names` }),
  },
  { error: kind('a JSON object') },
);
