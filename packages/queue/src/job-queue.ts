import type { Job, JobDeclaration, JobStatus } from '@achilles/types';
import type { z } from 'zod';

/** Declared jobs by type. */
export type JobTypes = Readonly<Record<string, JobDeclaration>>;

/** Who asks for a job. */
export interface Requester {
  readonly requestedBy: string;
  /** The organization that the caller is bound to; only its callers see the job besides those bound to none. */
  readonly org?: string;
}

/** Which jobs to list; what is not given does not matter. */
export interface JobFilter<T extends JobTypes> {
  readonly types?: readonly (keyof T & string)[] | undefined;
  readonly statuses?: readonly JobStatus[] | undefined;
  readonly org?: string | undefined;
  readonly limit: number;
}

/** Jobs by age, the newest first. */
export interface JobList {
  readonly jobs: readonly Job[];
  /** How many there are before the limit; null where counting them would mean reading them all. */
  readonly total: number | null;
}

/** Takes jobs and tells of them. Every answer comes within seconds. */
export interface JobQueue<T extends JobTypes> {
  /**
   * Keeps a job until it is done; once this resolves it is not lost. Where its declaration has it join one that is not
   * finished, that one is answered.
   * @param id an id from `newJobId` where something is kept under it already
   * @throws QueueError, or ZodError for a payload that is not the declared one
   */
  submit<N extends keyof T & string>(
    type: N,
    payload: z.input<T[N]['payload']>,
    requester: Requester,
    id?: string,
  ): Promise<Job>;
  /** Null when there is none, or none any more. @throws QueueError */
  get(id: string): Promise<Job | null>;
  /** @throws QueueError */
  list(filter: JobFilter<T>): Promise<JobList>;
  /** Resolves when jobs are kept safely. @throws QueueError that says what is missing */
  check(): Promise<void>;
}
