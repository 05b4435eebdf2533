import type { Job, JobRecords } from '@achilles/types';
import { expect } from 'vitest';
import type { QueueBackend } from '../../src/backends/queue-backend.ts';
import { BullJobQueue } from '../../src/bull-job-queue.ts';
import type { HeldJob } from '../../src/held-job.ts';
import { type Settled, type Work, type WorkOptions, workJobs } from '../../src/work-jobs.ts';
import { JOBS } from './jobs.ts';

/** What a queue is opened on. */
export interface QueueParts {
  readonly backend: QueueBackend;
  readonly records: JobRecords;
}

/** A queue without jobs, and whoever works on what a test puts in. */
export class QueueWorld {
  readonly backend: QueueBackend;
  readonly records: JobRecords;
  readonly queue: BullJobQueue<typeof JOBS>;
  readonly errors: Error[] = [];
  readonly settled: Settled[] = [];
  readonly reasons: unknown[] = [];
  /** The clock of the queue, epoch milliseconds. */
  now: () => number = Date.now;
  readonly #works: Work[] = [];

  constructor({ backend, records }: QueueParts) {
    this.backend = backend;
    this.records = records;
    this.queue = new BullJobQueue(backend, JOBS, records, () => this.now());
  }

  readonly work = (
    handle: (held: HeldJob) => Promise<unknown>,
    more: Partial<WorkOptions<typeof JOBS>> = {},
  ): Work => {
    const started = workJobs({
      backend: this.backend,
      jobs: JOBS,
      records: this.records,
      handle,
      onError: (error) => this.errors.push(error),
      onSettled: (_, how, why) => {
        this.settled.push(how);
        if (why !== undefined) this.reasons.push(why.error);
      },
      times: { lock: 2_000, stalledCheck: 1_000 },
      ...more,
    });
    this.#works.push(started);
    return started;
  };

  readonly until = (id: string, status: Job['status']) =>
    expect
      .poll(async () => (await this.queue.get(id))?.status, { timeout: 15_000, interval: 50 })
      .toBe(status);

  async close(): Promise<void> {
    await Promise.all(this.#works.map((work) => work.stop(5_000)));
    await this.backend.close();
  }
}
