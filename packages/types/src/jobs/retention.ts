import { z } from 'zod';
import { instant } from '../endpoints/figures.ts';
import { formatInstant } from '../time/format-instant.ts';
import { declareJob } from './declare-job.ts';
import { ArchiveResult } from './move-result.ts';

const DAY_MS = 24 * 3_600 * 1_000;

/** Moves rows older than some days to the archive, on a schedule (CONTRACT section 5). */
export const retentionJob = declareJob({
  summary: 'Moves executions that are older than the retention to the archive',
  permission: 'analytics:executions:archive',
  request: null,
  payload: z.object({
    days: z.int().positive(),
    /** When the schedule had it begin, epoch milliseconds: rows are older by so many days than this. */
    scheduledFor: z.number(),
    /** Whether it was made later than it should have begun, because no worker was there. */
    missed: z.boolean(),
  }),
  result: ArchiveResult.extend({
    missed: z.boolean().describe('Whether it began later than its schedule had it begin'),
  }),
  shown: {
    schema: z.strictObject({
      before: instant.describe('Rows before this time are moved'),
      days: z.int(),
      scheduledFor: instant,
      missed: z.boolean(),
    }),
    of: ({ days, scheduledFor, missed }) => ({
      before: formatInstant(scheduledFor - days * DAY_MS),
      ...{ days, scheduledFor: formatInstant(scheduledFor), missed },
    }),
  },
});
