import { z } from 'zod';
import { instant } from '../endpoints/figures.ts';
import { ApiError } from '../errors.ts';
import { formatInstant } from '../time/format-instant.ts';
import { InvalidTimeError, resolveTime } from '../time/resolve-time.ts';
import { declareJob, jsonRequest, type RequestContext } from './declare-job.ts';
import { ArchiveResult } from './move-result.ts';
import { timeField } from './time-field.ts';
import { timezone } from './time-zone.ts';

const Body = z.strictObject({
  before: timeField.describe(
    'Rows before this time are moved; exclusive, rounds down; any time that filters take',
  ),
  timezone,
  dryRun: z.boolean().default(false).describe('Counts the rows and moves nothing (default false)'),
  dropEmpty: z
    .boolean()
    .default(false)
    .describe(
      'Deletes indices that hold no document any more since their rows were archived, by this job or before (default false)',
    ),
});

function resolveBefore({ before, timezone: zone }: z.output<typeof Body>, { now }: RequestContext): number {
  try {
    return resolveTime(before, { now, zone, rounding: 'down' });
  } catch (error) {
    if (!(error instanceof InvalidTimeError)) throw error;
    const message = `before '${before}' is not a time: ${error.reason}`;
    throw ApiError.badRequest([{ path: 'before', message }]);
  }
}

/** Moves every counted row before a time to the archive (CONTRACT section 5). */
export const archiveByDateJob = declareJob({
  summary: 'Moves every execution before a time to the archive',
  permission: 'analytics:executions:archive',
  request: jsonRequest('executions/archive-by-date', Body, (body, context) => ({
    before: resolveBefore(body, context),
    dryRun: body.dryRun,
    dropEmpty: body.dropEmpty,
    ...(context.org !== undefined && { org: context.org }),
  })),
  payload: z.object({
    before: z.number(),
    dryRun: z.boolean(),
    dropEmpty: z.boolean(),
    org: z.string().optional(),
  }),
  result: ArchiveResult,
  shown: {
    schema: z.strictObject({ before: instant, dryRun: z.boolean(), dropEmpty: z.boolean() }),
    of: ({ before, dryRun, dropEmpty }) => ({ before: formatInstant(before), dryRun, dropEmpty }),
  },
});
