import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportStaging, Store } from '@achilles/query-core';
import { openStaging } from '@achilles/query-core/open-staging';
import { openStore } from '@achilles/query-core/open-store';
import { BullJobQueue, type HeldJob, type JobQueue, type Work, workJobs } from '@achilles/queue';
import { JOBS, type Jobs } from '@achilles/types';
import { serve } from '../../src/serve.ts';
import { appOverStore } from '../app-over-store.ts';
import type { JobEngines } from './job-engines.ts';

/** Job APIs over one queue, and workers that tests bring. */
export class JobsInstallation {
  readonly queue: JobQueue<Jobs>;
  readonly staging: ImportStaging;
  readonly url: string;
  /** Tells the API that its process stops. */
  readonly stopping: AbortController;
  readonly #engines: JobEngines;
  readonly #works: Work[] = [];
  readonly #closing: (() => Promise<void>)[];

  private constructor(
    parts: Pick<JobsInstallation, 'queue' | 'staging' | 'url' | 'stopping'>,
    engines: JobEngines,
    closing: (() => Promise<void>)[],
  ) {
    this.queue = parts.queue;
    this.staging = parts.staging;
    this.url = parts.url;
    this.stopping = parts.stopping;
    this.#engines = engines;
    this.#closing = closing;
  }

  /** Serves the API over engines that know no jobs. */
  static async start(engines: JobEngines): Promise<JobsInstallation> {
    const { records } = await engines.records.list({ limit: 1_000 });
    for (const { id } of records) await engines.records.remove(id);
    const folder = mkdtempSync(join(tmpdir(), 'jobs-'));
    const store: Store = await openStore({ kind: 'duckdb', file: ':memory:' });
    const staging = await openStaging({ kind: 'folder', folder: join(folder, 'uploads') });
    const queue = new BullJobQueue(engines.backend, JOBS, engines.records);
    const stopping = new AbortController();
    const app = appOverStore(store, {
      queue,
      staging,
      board: engines.board,
      stopping: stopping.signal,
    });
    const serving = await serve(app, { host: '127.0.0.1', port: 0 });
    const closing = [
      () => serving.stop(1_000),
      () => store.close(),
      async () => rmSync(folder, { recursive: true }),
    ];
    return new JobsInstallation({ queue, staging, url: serving.url, stopping }, engines, closing);
  }

  /** Starts a worker that does every job so. */
  work(handle: (held: HeldJob) => Promise<unknown>): void {
    const { backend, records } = this.#engines;
    this.#works.push(workJobs({ backend, records, jobs: JOBS, handle, onError: () => undefined }));
  }

  /** Stops the workers; jobs stay. */
  async rest(): Promise<void> {
    await Promise.all(this.#works.splice(0).map((work) => work.stop(5_000)));
  }

  async close(): Promise<void> {
    await this.rest();
    for (const close of this.#closing) await close();
  }
}
