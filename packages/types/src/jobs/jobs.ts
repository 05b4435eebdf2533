import type { z } from 'zod';
import { archiveJob } from './archive.ts';
import { archiveByDateJob } from './archive-by-date.ts';
import type { JobDeclaration } from './declare-job.ts';
import { importJob } from './import.ts';
import { indexCreateJob } from './index-create.ts';
import { restoreJob } from './restore.ts';
import { retentionJob } from './retention.ts';

/** Every job. An entry here needs a processor of the same name in the worker. */
export const JOBS = {
  import: importJob,
  archive: archiveJob,
  'archive-by-date': archiveByDateJob,
  restore: restoreJob,
  retention: retentionJob,
  'index-create': indexCreateJob,
} as const satisfies Record<string, JobDeclaration>;

/** The declarations by name. */
export type Jobs = typeof JOBS;
/** The type of a job. */
export type JobName = keyof Jobs;
/** Every type of job. */
export const JOB_NAMES = Object.keys(JOBS) as [JobName, ...JobName[]];

/** The payload of a job after parsing. */
export type PayloadOf<N extends JobName> = z.output<Jobs[N]['payload']>;
/** What callers are told of the payload of a job. */
export type ShownPayloadOf<N extends JobName> = z.output<Jobs[N]['shown']['schema']>;
/** What a job results in. */
export type ResultOf<N extends JobName> = z.output<Jobs[N]['result']>;
