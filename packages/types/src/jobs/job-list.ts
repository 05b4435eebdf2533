import { listOf, one, oneOf, wholeNumber } from '../request/parameter.ts';
import { JOB_STATUSES } from './job.ts';
import { JOB_NAMES } from './jobs.ts';

const DEFAULT_LIMIT = 50;
const MOST_LIMIT = 1_000;

/** What `GET jobs` accepts: the newest jobs of these types and statuses. */
export const JOB_LIST_PARAMETERS = {
  type: listOf(oneOf(JOB_NAMES), 'Job types', 'import'),
  status: listOf(oneOf(JOB_STATUSES), 'Job statuses', 'queued,active'),
  limit: one(
    wholeNumber(1, MOST_LIMIT)
      .optional()
      .transform((value) => value ?? DEFAULT_LIMIT),
    `How many jobs to answer, the newest first (default ${DEFAULT_LIMIT}, at most ${MOST_LIMIT})`,
    '10',
  ),
};
