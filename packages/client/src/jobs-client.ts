import {
  isFinished,
  type JOB_LIST_PARAMETERS,
  Job,
  type JobName,
  type JobProgress,
  type ResultOf,
} from '@achilles/types';
import type { Body, CallApi } from './call-api.ts';
import type { Cancellable } from './cancellable.ts';
import { jobEvents } from './job-events.ts';
import { type QueryOf, queryString } from './query.ts';
import { JOBS_PATH, jobIn, jobPath } from './read-job.ts';
import { type JobBody, type JobOf, type SubmitOptions, type SubmittedJob, submitJob } from './submit-job.ts';

/** A job ended without doing what it was asked for; its record says why. */
export class JobFailed extends Error {
  override readonly name = 'JobFailed';
  readonly job: Job;

  constructor(job: Job) {
    super(job.error ?? `job ${job.id} was ${job.status}`);
    this.job = job;
  }
}

/** How a job is waited for. */
export interface WaitOptions extends Cancellable {
  /** Called with how far it is, each time that this has changed. */
  readonly onProgress?: (progress: JobProgress) => void;
}

/** Submits heavy work, waits for it and cancels it. */
export class JobsClient {
  readonly #call: CallApi;

  constructor(call: CallApi) {
    this.#call = call;
  }

  /**
   * Asks for a job, such as `submit('import', lines, { wait: 10 })`.
   * @returns the job, queued or, where it was waited for, as it is then; @throws RequestFailed
   */
  submit<N extends SubmittedJob>(
    name: N,
    body: JobBody<N>,
    options: SubmitOptions<N> = {},
  ): Promise<JobOf<N>> {
    return submitJob(this.#call, name, body, options);
  }

  /** Stores executions from NDJSON, plain or gzip. @returns the job; @throws RequestFailed */
  import(
    body: Body,
    {
      strict = false,
      ...options
    }: { readonly strict?: boolean } & Omit<SubmitOptions<'import'>, 'query'> = {},
  ): Promise<JobOf<'import'>> {
    return this.submit('import', body, { ...options, query: { strict } });
  }

  /** The record of a job as it is now. @throws RequestFailed */
  async get(id: string, { signal }: Cancellable = {}): Promise<Job> {
    return jobIn(await this.#call({ path: jobPath(id), signal }));
  }

  /** The newest jobs, and how many there are before the limit. @throws RequestFailed */
  async list(query: QueryOf<typeof JOB_LIST_PARAMETERS> = {}, { signal }: Cancellable = {}) {
    const response = await this.#call({ path: JOBS_PATH + queryString(query), signal });
    const { data } = (await response.json()) as { data: unknown };
    return { jobs: Job.array().parse(data), total: Number(response.headers.get('X-Total-Count')) };
  }

  /**
   * Cancels a job. One that is under way ends a moment later: wait for it.
   * @throws RequestFailed, with 409 where it is completed or failed
   */
  async cancel(id: string, { signal }: Cancellable = {}): Promise<Job> {
    return jobIn(await this.#call({ path: jobPath(id), method: 'DELETE', mayRepeat: true, signal }));
  }

  /** A job as it is, then each time it has changed, to its end. @throws RequestFailed */
  events(id: string, options: Cancellable = {}): AsyncGenerator<Job> {
    return jobEvents(this.#call, id, options);
  }

  /** Waits until a job is finished, in whatever way. @throws RequestFailed */
  async waitFor(id: string, { signal, onProgress }: WaitOptions = {}): Promise<Job> {
    for await (const job of this.events(id, signal === undefined ? {} : { signal })) {
      onProgress?.(job.progress);
      if (isFinished(job)) return job;
    }
    throw new Error(`the events of job ${id} ended before it did`);
  }

  /** Waits until a job has done its work and returns what that came to. @throws JobFailed, RequestFailed */
  async result<N extends JobName>(
    job: { readonly id: string; readonly type: N },
    options: WaitOptions = {},
  ): Promise<ResultOf<N>> {
    const ended = await this.waitFor(job.id, options);
    if (ended.status === 'completed') return ended.result as ResultOf<N>;
    throw new JobFailed(ended);
  }
}
