import { setTimeout as sleep } from 'node:timers/promises';
import { JOBS, Job, type JobName, type JobProgress, type JobRequest, type ResultOf } from '@achilles/types';
import type { Body, CallApi } from './call-api.ts';
import { queryString } from './query.ts';

const JOBS_PATH = '/api/analytics/jobs';
const ASK_EVERY_MS = 1_000;

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
export interface WaitOptions {
  readonly signal?: AbortSignal;
  /** Called with how far it is, each time it was asked about. */
  readonly onProgress?: (progress: JobProgress) => void;
}

/** The record of a job of one type. */
export type JobOf<N extends JobName> = Job & { readonly type: N };

const isEnded = ({ status }: Job): boolean => status !== 'queued' && status !== 'active';

async function jobIn(response: Response): Promise<Job> {
  const { data } = (await response.json()) as { data: unknown };
  return Job.parse(data);
}

/** Submits heavy work and waits for it. */
export class JobsClient {
  readonly #call: CallApi;

  constructor(call: CallApi) {
    this.#call = call;
  }

  /** Stores executions from NDJSON, plain or gzip. @returns the job as it was queued; @throws RequestFailed */
  async import(
    body: Body,
    { strict = false, signal }: { readonly strict?: boolean; readonly signal?: AbortSignal } = {},
  ): Promise<JobOf<'import'>> {
    const { path } = JOBS.import.request as JobRequest;
    const headers = { 'Content-Type': 'application/x-ndjson' };
    const query = queryString({ strict });
    const call = { path: `/api/analytics/${path}${query}`, method: 'POST', headers, body, signal } as const;
    return (await jobIn(await this.#call(call))) as JobOf<'import'>;
  }

  /** The record of a job as it is now. @throws RequestFailed */
  async get(id: string, { signal }: { readonly signal?: AbortSignal } = {}): Promise<Job> {
    return jobIn(await this.#call({ path: `${JOBS_PATH}/${encodeURIComponent(id)}`, signal }));
  }

  /** Waits until a job has done its work and returns what that came to. @throws JobFailed, RequestFailed */
  async result<N extends JobName>(
    job: { readonly id: string; readonly type: N },
    { signal, onProgress }: WaitOptions = {},
  ): Promise<ResultOf<N>> {
    for (;;) {
      const current = await this.get(job.id, { ...(signal !== undefined && { signal }) });
      onProgress?.(current.progress);
      if (current.status === 'completed') return current.result as ResultOf<N>;
      if (isEnded(current)) throw new JobFailed(current);
      await sleep(ASK_EVERY_MS, undefined, signal === undefined ? {} : { signal });
    }
  }
}
