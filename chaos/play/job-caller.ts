import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Job } from '@achilles/types';
import type { AppProcess } from '../servers/app-process.ts';
import type { Differences } from './differences.ts';

/** Several times what an API may take until it says that something is away. */
const SILENCE_MS = 20_000;
const AGAIN_MS = 250;
/** As long as it takes until everything that was taken away is back. */
const PATIENCE_MS = 90_000;

/** A job that an API has taken on. */
export interface AskedJob {
  readonly id: string;
  readonly path: string;
  cancelled: boolean;
}

/** Asks for jobs as a careful caller does: what was not answered is asked for again, with the same key, at any API. */
export class JobCaller {
  readonly asked: AskedJob[] = [];
  readonly #apis: readonly AppProcess[];
  readonly #differences: Differences;
  #turn = 0;

  constructor(apis: readonly AppProcess[], differences: Differences) {
    this.#apis = apis;
    this.#differences = differences;
  }

  /** Asks for a job until an API has taken it on. @throws when none does */
  async submit(path: string, body: object): Promise<AskedJob> {
    const { status, text } = await this.#insist('POST', path, body, randomUUID());
    if (status !== 202 && status !== 200) {
      this.#differences.add('job refused', `${path} answered ${status}: ${text.slice(0, 500)}`);
      throw new Error(`${path} answered ${status}`);
    }
    const { id } = Job.parse((JSON.parse(text) as { data: unknown }).data);
    const job = { id, path, cancelled: false };
    this.asked.push(job);
    return job;
  }

  async cancel(job: AskedJob): Promise<void> {
    job.cancelled = true;
    // One that has ended can't be cancelled any more.
    await this.#insist('DELETE', `jobs/${job.id}`);
  }

  /** The record of a job. @throws when no API tells it */
  async read({ id }: Pick<AskedJob, 'id'>): Promise<Job> {
    const { status, text } = await this.#insist('GET', `jobs/${id}`);
    if (status !== 200) throw new Error(`the job ${id} can't be read: ${status} ${text.slice(0, 500)}`);
    return Job.parse((JSON.parse(text) as { data: unknown }).data);
  }

  /** The record of a job once it has ended. @throws with where it is when it takes too long */
  async ended(job: Pick<AskedJob, 'id'>, milliseconds: number): Promise<Job> {
    const end = performance.now() + milliseconds;
    for (;;) {
      const record = await this.read(job);
      if (record.finishedAt !== undefined) return record;
      if (performance.now() > end) throw new Error(`it did not end: ${JSON.stringify(record)}`);
      await sleep(AGAIN_MS);
    }
  }

  async #insist(method: string, path: string, body?: object, key?: string) {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      const api = this.#apis[this.#turn++ % this.#apis.length];
      try {
        const response = await fetch(`${api?.url}/api/analytics/${path}`, {
          method,
          signal: AbortSignal.timeout(SILENCE_MS),
          headers: {
            ...(body !== undefined && { 'Content-Type': 'application/json' }),
            ...(key !== undefined && { 'Idempotency-Key': key }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        const answer = { status: response.status, text: await response.text() };
        if (answer.status < 500) return answer;
        if (performance.now() > end) return answer;
      } catch (error) {
        // A killed API ends its connections; one that says nothing is a fault.
        if (error instanceof DOMException && error.name === 'TimeoutError')
          this.#differences.add('API silent', `${method} ${path} had no answer within ${SILENCE_MS} ms`);
        if (performance.now() > end) throw error;
      }
      await sleep(AGAIN_MS);
    }
  }
}
