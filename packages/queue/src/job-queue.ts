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

/** Where something is known of a job before it is asked for. */
export interface SubmitOptions {
  /** An id from `newJobId`, or another one that starts so; where there is a job of that id already, it is answered. */
  readonly id?: string | undefined;
  /** For a request that may be sent again; it gets an id of its own then, whatever `id` says. */
  readonly repeat?: RepeatableRequest | undefined;
}

/** A request that leads to one job within 24 hours, however often its requester sends it. */
export interface RepeatableRequest {
  /** What the requester calls it; one of each type of job. */
  readonly key: string;
  /** Equal for equal requests. */
  readonly fingerprint: string;
}

/** The job that a repeatable request led to, and what tells that request from others. */
export interface RepeatedJob {
  readonly job: Job;
  readonly fingerprint: string;
}

/** Which jobs to list; what is not given does not matter. */
export interface JobFilter<T extends JobTypes> {
  readonly types?: readonly (keyof T & string)[] | undefined;
  readonly statuses?: readonly JobStatus[] | undefined;
  readonly org?: string | undefined;
  readonly requestedBy?: string | undefined;
  /** Asked for at or after, epoch milliseconds. */
  readonly createdFrom?: number | undefined;
  /** Asked for at or before, epoch milliseconds. */
  readonly createdTo?: number | undefined;
  readonly limit: number;
}

/** Jobs by age, the newest first. */
export interface JobList {
  readonly jobs: readonly Job[];
  /** How many there are before the limit. */
  readonly total: number;
}

/** Takes jobs and tells of them. Every answer comes within seconds. */
export interface JobQueue<T extends JobTypes> {
  /**
   * Keeps a job until it is done; once this resolves it is not lost. Where its declaration has it join one that is not
   * finished, or where there is one of the same id or the same request was sent before, that job is answered.
   * @throws QueueError, ZodError for a payload that is not the declared one, or IdempotencyConflict
   */
  submit<N extends keyof T & string>(
    type: N,
    payload: z.input<T[N]['payload']>,
    requester: Requester,
    options?: SubmitOptions,
  ): Promise<Job>;
  /**
   * The job that a repeatable request led to within the last 24 hours, for those who look before they keep a body; null
   * when it is new. @throws QueueError
   */
  findRepeated(type: keyof T & string, requester: Requester, key: string): Promise<RepeatedJob | null>;
  /** Null when there is none, or none any more. @throws QueueError */
  get(id: string): Promise<Job | null>;
  /**
   * Ends a job that waits at once, as `cancelled`; has the worker of one that is under way end it within about a second,
   * unless it is finished by then. Answers the job as it is: one that is finished stays so, null when there is none.
   * @throws QueueError
   */
  cancel(id: string): Promise<Job | null>;
  /** @throws QueueError */
  list(filter: JobFilter<T>): Promise<JobList>;
  /** Resolves when jobs are kept safely. @throws QueueError that says what is missing */
  check(): Promise<void>;
}
