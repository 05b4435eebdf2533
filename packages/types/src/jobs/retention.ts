import { z } from 'zod';
import { count, instant } from '../endpoints/figures.ts';
import { formatInstant } from '../time/format-instant.ts';
import { declareJob } from './declare-job.ts';
import { ArchiveResult } from './move-result.ts';

/** Runs of the schedule that no worker began when they were due, and that a later one made up for. */
export const MissedRuns = z.strictObject({
  count: count.describe('How many; 1,000 stands for so many or more'),
  first: instant.describe('When the schedule had the first of them begin'),
  last: instant.describe('When the schedule had the last of them begin'),
});
export type MissedRuns = z.infer<typeof MissedRuns>;

const DAY_MS = 24 * 3_600 * 1_000;

/** Moves rows older than some days to the archive, on a schedule (CONTRACT section 5). */
export const retentionJob = declareJob({
  summary: 'Moves executions that are older than the retention to the archive',
  permission: 'analytics:executions:archive',
  request: null,
  payload: z.object({
    days: z.int().positive(),
    /** Whether indices that archiving has emptied are deleted then. */
    dropEmpty: z.boolean().default(false),
    /** When the schedule had it begin, epoch milliseconds: rows are older by so many days than this. */
    scheduledFor: z.number(),
    /** Whether it makes up for runs that were missed; itself among them where it was made late. */
    missed: z.boolean(),
    missedRuns: MissedRuns.optional(),
    /** The schedule that had it begin. */
    cron: z.string().optional(),
    timezone: z.string().optional(),
  }),
  result: ArchiveResult.extend({
    missed: z.boolean().describe('Whether it made up for runs that no worker had begun when they were due'),
    missedRuns: MissedRuns.optional().describe('Which ones'),
  }),
  shown: {
    schema: z.strictObject({
      before: instant.describe('Rows before this time are moved'),
      days: z.int(),
      dropEmpty: z.boolean(),
      scheduledFor: instant,
      missed: z.boolean(),
      missedRuns: MissedRuns.optional(),
    }),
    of: ({ days, dropEmpty, scheduledFor, missed, missedRuns }) => ({
      before: formatInstant(scheduledFor - days * DAY_MS),
      ...{ days, dropEmpty, scheduledFor: formatInstant(scheduledFor), missed },
      ...(missedRuns !== undefined && { missedRuns }),
    }),
  },
});
