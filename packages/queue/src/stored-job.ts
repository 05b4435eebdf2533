import { Job, JobTrouble } from '@achilles/types';
import { z } from 'zod';

/** What the queue's engine carries of a job: enough to tell of it and to put it off while its record can't be reached. */
export const StoredJob = z.object({
  /** The job as callers saw it when it was submitted, begun or put off last. */
  job: Job,
  /** Failures in a row that the record may not know of yet. */
  trouble: JobTrouble.optional(),
});
export type StoredJob = z.output<typeof StoredJob>;
