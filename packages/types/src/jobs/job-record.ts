import { z } from 'zod';
import { JOB_STATUSES, JobProgress, type JobStatus } from './job.ts';

const time = z.number().describe('Epoch milliseconds');

/** Failures in a row that are being waited out. */
export const JobTrouble = z.object({ since: time, failures: z.number(), reason: z.string() });
export type JobTrouble = z.output<typeof JobTrouble>;

/** Everything that is known of a job: what callers see, and what the next worker goes on with. Times are epoch milliseconds. */
export const JobRecord = z.object({
  id: z.string(),
  type: z.string(),
  status: z.enum(JOB_STATUSES),
  progress: JobProgress,
  payload: z.unknown(),
  requestedBy: z.string(),
  org: z.string().optional(),
  createdAt: time,
  startedAt: time.optional(),
  finishedAt: time.optional(),
  /** Where the next worker goes on; what is in it is the processor's business. */
  checkpoint: z.unknown().optional(),
  trouble: JobTrouble.optional(),
  /** What it came to so far; its result should it not complete. */
  soFar: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.string().optional(),
  /** How often a worker has taken it: who took it under an earlier number must not write any more. */
  taken: z.number(),
  cancelRequestedAt: time.optional(),
  /** Tells the body of the request from others, for requests that may be repeated. */
  fingerprint: z.string().optional(),
  /** Whether a request that was repeated was answered with it. */
  joined: z.boolean().optional(),
});
export type JobRecord = z.output<typeof JobRecord>;

/** Which records to list; what is not given does not matter. */
export interface JobRecordFilter {
  readonly types?: readonly string[] | undefined;
  readonly statuses?: readonly JobStatus[] | undefined;
  readonly org?: string | undefined;
  readonly requestedBy?: string | undefined;
  /** Asked for at or after, epoch milliseconds. */
  readonly createdFrom?: number | undefined;
  /** Asked for at or before, epoch milliseconds. */
  readonly createdTo?: number | undefined;
  /** At most 10,000. */
  readonly limit: number;
}

/** Tells whether a job has ended. */
export const isFinished = ({ status }: { readonly status: JobStatus }): boolean =>
  status !== 'queued' && status !== 'active';

/** Records by age, the newest first, and how many there are before the limit. */
export interface JobRecordList {
  readonly records: readonly JobRecord[];
  readonly total: number;
}

/**
 * Keeps the records of jobs, apart from the queue that hands jobs out: a queue that is emptied loses no job. Whatever its
 * methods throw means that records can't be reached now.
 */
export interface JobRecords {
  /** Keeps a new record; once this resolves it is not lost. False where there is one of the same id, which stays as it is. */
  create(record: JobRecord): Promise<boolean>;
  /** The newest state of a record; null where there is none. */
  get(id: string): Promise<JobRecord | null>;
  /**
   * Replaces a record by what `change` makes of it, and tells what that is; null where there is none. Nobody else changes
   * it in between: where somebody was faster, `change` is asked again with what is there then. What `change` throws is
   * thrown, and nothing is stored.
   */
  change(id: string, change: (record: JobRecord) => JobRecord): Promise<JobRecord | null>;
  /** Removes a record; there need not be one. */
  remove(id: string): Promise<void>;
  /** Every record that was created or changed before this was called is seen as it was then, or newer. */
  list(filter: JobRecordFilter): Promise<JobRecordList>;
  /** Removes the records of jobs that finished before a time, epoch milliseconds, and tells how many. */
  removeFinishedBefore(time: number): Promise<number>;
}
