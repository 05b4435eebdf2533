import { z } from 'zod';
import { count } from '../endpoints/figures.ts';
import { FURTHEST_INSTANT } from '../time/calendar-units.ts';
import { declareJob, jsonRequest } from './declare-job.ts';
import { ArchiveResult } from './move-result.ts';

const MOST_KEYS = 500;
/** 500 keys in every job of a list would be megabytes. */
const SHOWN_KEYS = 10;
const dryRun = z.boolean().default(false).describe('Counts the rows and moves nothing (default false)');

/** Whether a text has the parts of a group key, and ends with a time that an execution may have. */
function isGroupKey(key: string): boolean {
  const [, time] = /^(?:bundle|standalone)::.*::.*::(-?\d+)$/s.exec(key) ?? [];
  return time !== undefined && Math.abs(Number(time)) <= FURTHEST_INSTANT;
}

const groupKey = z
  .string()
  .refine(isGroupKey, {
    error: ({ input }) =>
      `must be bundle::<bundle_id>::<hostname>::<event_time_ms> or standalone::<test_uuid>::<hostname>::<event_time_ms>, not '${input}'`,
  })
  .describe('A groupKey of executions/paginated');

const LIST = `a list of 1 to ${MOST_KEYS} group keys, as executions/paginated tells them`;
const groupKeys = z
  .array(groupKey, {
    error: ({ input }) => (input === undefined ? `is required: ${LIST}` : `must be ${LIST}`),
  })
  .min(1, { error: `must be ${LIST}, and is empty` })
  .max(MOST_KEYS, {
    error: ({ input }) =>
      `must be ${LIST}, not ${(input as unknown[]).length}; archive the others in another job`,
  });

/** Moves groups of rows to the archive (CONTRACT section 5). */
export const archiveJob = declareJob({
  summary: 'Moves groups of executions to the archive',
  permission: 'analytics:executions:archive',
  request: jsonRequest(
    'executions/archive',
    z.strictObject({ groupKeys: groupKeys, dryRun }),
    (body, { org }) => ({ ...body, ...(org !== undefined && { org }) }),
  ),
  payload: z.object({ groupKeys: z.array(z.string()), dryRun: z.boolean(), org: z.string().optional() }),
  result: ArchiveResult,
  shown: {
    schema: z.strictObject({
      groupKeys: z.array(z.string()).describe(`The first ${SHOWN_KEYS} of them`),
      groupKeyCount: count.describe('How many there are'),
      dryRun: z.boolean(),
    }),
    of: ({ groupKeys, dryRun }) => ({
      groupKeys: groupKeys.slice(0, SHOWN_KEYS),
      groupKeyCount: groupKeys.length,
      dryRun,
    }),
  },
});
