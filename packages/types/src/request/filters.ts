import { z } from 'zod';
import { isZone } from '../time/zone.ts';
import { listOf, one, oneOf, type ParameterValues, text, trueOrFalse } from './parameter.ts';

/** How the stages of one bundle run become units of a score (CONTRACT section 3). */
export const SCORING_MODES = ['all-stages', 'any-stage', 'per-stage'] as const;
/** How the stages of a run are judged (CONTRACT section 3). */
export type ScoringMode = (typeof SCORING_MODES)[number];

/** Which exit codes the `result` filter keeps (CONTRACT section 2). */
export const RESULTS = ['all', 'protected', 'unprotected', 'inconclusive'] as const;
/** What an execution came to, by its code (CONTRACT section 2). */
export type ResultFilter = (typeof RESULTS)[number];

const time = 'ISO-8601, a calendar date, epoch milliseconds or Elasticsearch date math';

const exitCode = z
  .string()
  .regex(/^-?\d{1,15}$/, { error: 'must be an exit code, a whole number such as 101' })
  .transform(Number);

/** The filters that every read endpoint takes (CONTRACT section 2). An entry here needs one in `to-predicates.ts`. */
export const FILTERS = {
  from: one(text.optional(), `Start of the window, inclusive, rounds down: ${time}`, 'now-30d'),
  to: one(text.optional(), `End of the window, inclusive, rounds up: ${time}`, '2026-04-23'),
  timezone: one(
    z.string().refine(isZone, { error: 'must be an IANA time zone such as Europe/Paris' }).default('UTC'),
    'IANA time zone of times without an offset, of rounding and of trend buckets',
    'Europe/Paris',
  ),
  org: one(text.optional(), 'Organization id', 'org_2aBcDeF'),
  tests: listOf(
    text,
    'Test UUIDs, test names or bundle ids (a bundle id selects all its controls)',
    'T1486 Encrypt files',
  ),
  techniques: listOf(
    text,
    'ATT&CK technique ids; T1059.* takes the parent and all its sub-techniques',
    'T1486,T1059.*',
  ),
  hostnames: listOf(text, 'Hostnames', 'FIN-WS-014'),
  categories: listOf(text, 'Test categories', 'intel-driven'),
  severities: listOf(text, 'Severities', 'critical,high'),
  threatActors: listOf(text, 'Threat actors', 'APT29'),
  tags: listOf(text, 'Tags', 'ransomware'),
  errorNames: listOf(text, 'Error names, canonical by code where the code has one', 'Unprotected'),
  errorCodes: listOf(exitCode, 'Exit codes', '101,126'),
  bundleNames: listOf(text, 'Bundle names', 'Ransomware chain'),
  result: one(oneOf(RESULTS).default('all'), 'Keeps the rows whose exit code says so', 'unprotected'),
  scoringMode: one(
    oneOf(SCORING_MODES).default('all-stages'),
    'How the stages of a bundle run are judged',
    'any-stage',
  ),
  excludeCyberHygiene: one(
    trueOrFalse.optional().transform((value) => value ?? false),
    'true drops rows of category cyber-hygiene and bundle controls that exited 0',
    'true',
  ),
} as const;

/** The name of a filter, which is its parameter. */
export type FilterName = keyof typeof FILTERS;
/** The filters of one request, parsed. */
export type Filters = ParameterValues<typeof FILTERS>;
