import { z } from 'zod';
import { declareJob } from './declare-job.ts';
import { ArchiveResult } from './move-result.ts';

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
});
