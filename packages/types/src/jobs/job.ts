import { z } from 'zod';
import { count, instant } from '../endpoints/figures.ts';

/** Where a job is. A job that waits to be tried again is `queued`. */
export const JOB_STATUSES = ['queued', 'active', 'completed', 'failed', 'cancelled'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** How far a job is: `done` of `total`, in the unit of its phase; both 0 while nothing is known. */
export const JobProgress = z.strictObject({ phase: z.string(), done: count, total: count });
export type JobProgress = z.infer<typeof JobProgress>;

/** The record of a job as callers see it (CONTRACT section 5). */
export const Job = z.strictObject({
  id: z.string(),
  type: z.string(),
  status: z.enum(JOB_STATUSES),
  progress: JobProgress,
  payload: z
    .record(z.string(), z.unknown())
    .optional()
    .describe(
      'What was asked for, as it was understood: the job type says which fields; missing where another version kept the job',
    ),
  result: z
    .unknown()
    .optional()
    .describe(
      'What the job type says its result is; of a job that failed or was cancelled, what it came to until then',
    ),
  error: z.string().optional().describe('Why it failed; while it is not finished, why it is being retried'),
  requestedBy: z.string(),
  org: z.string().optional().describe('The organization that the request was bound to'),
  createdAt: instant,
  startedAt: instant.optional().describe('When a worker first took it'),
  finishedAt: instant.optional(),
});
export type Job = z.infer<typeof Job>;
