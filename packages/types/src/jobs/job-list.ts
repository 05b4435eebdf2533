import { FILTERS } from '../request/filters.ts';
import { listOf, one, oneOf, text, wholeNumber } from '../request/parameter.ts';
import { JOB_STATUSES } from './job.ts';
import { JOB_NAMES } from './jobs.ts';

const DEFAULT_LIMIT = 50;
const MOST_LIMIT = 1_000;
const time = 'any time that filters take';

/** What `GET jobs` accepts: the newest jobs of these types, statuses, callers and times. */
export const JOB_LIST_PARAMETERS = {
  type: listOf(oneOf(JOB_NAMES), 'Job types', 'import'),
  status: listOf(oneOf(JOB_STATUSES), 'Job statuses', 'queued,active'),
  org: one(text.optional(), 'Organization that the request was bound to', 'org_2aBcDeF'),
  requestedBy: one(text.optional(), 'Who asked for the job', 'anonymous'),
  from: one(text.optional(), `Asked for at or after, rounds down: ${time} (default: no bound)`, 'now-1d/d'),
  to: one(text.optional(), `Asked for at or before, rounds up: ${time} (default: no bound)`, '2026-04-23'),
  timezone: FILTERS.timezone,
  limit: one(
    wholeNumber(1, MOST_LIMIT)
      .optional()
      .transform((value) => value ?? DEFAULT_LIMIT),
    `How many jobs to answer, the newest first (default ${DEFAULT_LIMIT}, at most ${MOST_LIMIT})`,
    '10',
  ),
};
