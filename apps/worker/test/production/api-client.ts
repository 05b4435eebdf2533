import { Job } from '@achilles/types';
import { expect } from 'vitest';

/** What an API said, and after how long. */
export interface Reply {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly seconds: number;
  readonly body: unknown;
}

/** What callers say to one API. */
export class ApiClient {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  async call(path: string, request: RequestInit = {}): Promise<Reply> {
    const started = performance.now();
    const response = await fetch(this.url + path, request);
    const body: unknown = await response.json();
    const seconds = (performance.now() - started) / 1_000;
    return { status: response.status, retryAfter: response.headers.get('Retry-After'), seconds, body };
  }

  live = () => this.call('/health/live');
  ready = () => this.call('/health/ready');

  /** The score of the rows of a test, each judged by itself. */
  score = (test: string) =>
    this.call(`/api/analytics/defense-score?from=2000&scoringMode=per-stage&tests=${test}`);

  tryImport = (lines: string) =>
    this.call('/api/analytics/executions/import', {
      method: 'POST',
      body: lines,
      headers: { 'Content-Type': 'application/x-ndjson' },
    });

  tryJob = (id: string) => this.call(`/api/analytics/jobs/${id}`);

  async import(lines: string): Promise<Job> {
    const { status, body } = await this.tryImport(lines);
    expect(status, JSON.stringify(body)).toBe(202);
    return Job.parse((body as { data: unknown }).data);
  }

  async job(id: string): Promise<Job> {
    const { status, body } = await this.tryJob(id);
    expect(status, JSON.stringify(body)).toBe(200);
    return Job.parse((body as { data: unknown }).data);
  }

  async jobs(): Promise<Job[]> {
    const { body } = await this.call('/api/analytics/jobs');
    return Job.array().parse((body as { data: unknown }).data);
  }

  /** Waits until an import has stored something and is not done. */
  inTheMiddle = (id: string) =>
    expect
      .poll(
        async () => {
          const { status, progress } = await this.job(id);
          return status === 'active' && progress.done > 0 && progress.done < progress.total;
        },
        { timeout: 30_000, interval: 20 },
      )
      .toBe(true);

  /** Waits until a job is completed; an API whose queue has just come back may still say that it is away. */
  completed = (id: string) =>
    expect
      .poll(
        async () => {
          const { status, body } = await this.tryJob(id);
          return status === 200 ? Job.parse((body as { data: unknown }).data).status : status;
        },
        { timeout: 90_000, interval: 200 },
      )
      .toBe('completed');
}
