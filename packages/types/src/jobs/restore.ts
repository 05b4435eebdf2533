import { z } from 'zod';
import { instant } from '../endpoints/figures.ts';
import { resolveWindow } from '../request/resolve-window.ts';
import { formatInstant } from '../time/format-instant.ts';
import { declareJob, jsonRequest } from './declare-job.ts';
import { RestoreResult } from './move-result.ts';
import { ANY_TIME, timeField } from './time-field.ts';
import { timezone } from './time-zone.ts';

const ARCHIVING = ['archive', 'archive-by-date', 'retention'];
const ARCHIVE_JOB_ID = new RegExp(`^(${ARCHIVING.join('|')})-[0-9a-f]{32}$`);

const time = (which: string) =>
  timeField
    .optional()
    .describe(`${which} of the window of rows to restore, inclusive; any time that filters take`);

/** Which fields go together, for whoever reads the OpenAPI document. */
const TOGETHER = [
  {
    title: 'What a job archived',
    required: ['jobId'],
    not: { anyOf: [{ required: ['from'] }, { required: ['to'] }] },
  },
  { title: 'A window of rows', required: ['from', 'to'], not: { required: ['jobId'] } },
];

const Body = z
  .strictObject({
    // Records end after 30 days and archived rows stay: only the form of an id can be wrong.
    jobId: z
      .string()
      .regex(ARCHIVE_JOB_ID, {
        error: ({ input }) =>
          `must be the id of a job that archived rows: ${ARCHIVING.join(', ')}, each with - and 32 hexadecimal digits, not '${input}'`,
      })
      .optional()
      .describe('Restores what this job archived; goes without from and to'),
    from: time('Start'),
    to: time('End'),
    timezone,
    dryRun: z.boolean().default(false).describe('Counts the rows and moves nothing (default false)'),
  })
  .check(({ value: { jobId, from, to }, issues }) => {
    const refuse = (path: string[], message: string) =>
      issues.push({ code: 'custom', input: { jobId, from, to }, path, message });
    const isWindow = from !== undefined || to !== undefined;
    if (jobId === undefined && !isWindow)
      refuse([], 'must say what to restore: either jobId, or from and to together');
    else if (jobId !== undefined && isWindow)
      refuse(['jobId'], 'goes without from and to: give either jobId, or from and to together');
    else if (isWindow && from === undefined) refuse(['from'], `is required together with to: ${ANY_TIME}`);
    else if (isWindow && to === undefined) refuse(['to'], `is required together with from: ${ANY_TIME}`);
  })
  .meta({ oneOf: TOGETHER });

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
