import type { Processor, Queue } from 'bullmq';
import type { StoredJob } from '../stored-job.ts';

/** How long a worker's claim on a job lasts, in milliseconds. */
export interface LockTimes {
  /** A worker that is not heard of for so long has lost its job. */
  readonly lock: number;
  /** How often workers look for jobs that were lost so. */
  readonly stalledCheck: number;
}

/** The jobs of one type, in whatever engine. */
export type JobsOfType = Pick<Queue<StoredJob>, 'add' | 'getJob' | 'getJobs' | 'getJobState' | 'close'>;

/** What takes jobs of one type, whatever the engine. */
export interface JobTaker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

/** The engine that hands jobs out. There is a queue in it for each type of job. */
export interface QueueBackend {
  /** The queue of a job type. @throws QueueError at once or within seconds when the engine can't be reached */
  queue(type: string): Promise<JobsOfType>;
  /** A worker that takes jobs of a type, one after the other, and waits for the engine as long as it is away. */
  worker(type: string, process: Processor<StoredJob>, times: LockTimes): JobTaker;
  /** Resolves when jobs can be kept safely. @throws QueueError that says what is missing */
  check(): Promise<void>;
  /** Lets go of the engine; queues and workers are closed before. */
  close(): Promise<void>;
}

/** A job may lose its worker this often, to crashes and restarts, before it counts as the cause. */
const MOST_STALLS = 1_000;
/** The last jobs that ended, none of which is shown for longer than its record is kept (30 days, in seconds). */
const KEPT = { count: 100, age: 30 * 24 * 3_600 };

/** The engine keeps the last jobs that ended for people who look at it; how a job ended is in its record. */
export const KEEP = { removeOnComplete: KEPT, removeOnFail: KEPT };

/** What every worker is opened with, whatever the engine. */
export const workerOptions = ({ lock, stalledCheck }: LockTimes) => ({
  concurrency: 1,
  lockDuration: lock,
  stalledInterval: stalledCheck,
  maxStalledCount: MOST_STALLS,
  ...KEEP,
});
