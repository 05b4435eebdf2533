import { z } from 'zod';
import { instant } from '../endpoints/figures.ts';
import { resolveWindow } from '../request/resolve-window.ts';
import { formatInstant } from '../time/format-instant.ts';
import { declareJob, jsonRequest } from './declare-job.ts';
import { RestoreResult } from './move-result.ts';
import { timezone } from './time-zone.ts';

const time = (which: string) =>
  z
    .union([z.string(), z.number().transform(String)])
    .optional()
    .describe(`${which} of the window of rows to restore, inclusive; any time that filters take`);

const Body = z
  .strictObject({
    jobId: z.string().min(1).optional().describe('Restores what this archive job moved'),
    from: time('Start'),
    to: time('End'),
    timezone,
    dryRun: z.boolean().default(false).describe('Counts the rows and moves nothing (default false)'),
  })
  .refine(({ jobId, from, to }) => (jobId !== undefined) !== (from !== undefined || to !== undefined), {
    error: 'needs either jobId, or from and to',
  });

/** Moves archived rows back to where they were (CONTRACT section 5). */
export const restoreJob = declareJob({
  summary: 'Moves archived executions back to their indices',
  permission: 'analytics:executions:archive',
  request: jsonRequest('executions/restore', Body, ({ jobId, dryRun, ...times }, { now, org }) => {
    const window =
      jobId === undefined
        ? resolveWindow({ from: times.from, to: times.to, timezone: times.timezone }, now)
        : null;
    return {
      rows: window === null ? { jobId } : { from: window.from, to: window.to },
      dryRun,
      ...(org !== undefined && { org }),
    };
  }),
  payload: z.object({
    rows: z.union([
      z.object({ jobId: z.string() }),
      z.object({ from: z.number().nullable(), to: z.number().nullable() }),
    ]),
    dryRun: z.boolean(),
    org: z.string().optional(),
  }),
  result: RestoreResult,
  shown: {
    schema: z.strictObject({
      jobId: z.string().optional(),
      from: instant.optional(),
      to: instant.optional(),
      dryRun: z.boolean(),
    }),
    of: ({ rows, dryRun }) =>
      'jobId' in rows
        ? { jobId: rows.jobId, dryRun }
        : {
            ...(rows.from !== null && { from: formatInstant(rows.from) }),
            ...(rows.to !== null && { to: formatInstant(rows.to) }),
            dryRun,
          },
  },
});
