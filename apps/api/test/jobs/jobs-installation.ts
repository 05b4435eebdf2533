import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cursors, type ImportStaging, ownCursorKeys, type Store } from '@achilles/query-core';
import { openJobRecords } from '@achilles/query-core/open-job-records';
import { openStaging } from '@achilles/query-core/open-staging';
import { openStore } from '@achilles/query-core/open-store';
import {
  BullJobQueue,
  type HeldJob,
  type JobQueue,
  type QueueBackend,
  RedisBackend,
  type Work,
  workJobs,
} from '@achilles/queue';
import { EmbeddedBackend } from '@achilles/queue/embedded-backend';
import { JOB_NAMES, JOBS, type JobRecords, type Jobs } from '@achilles/types';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { serve } from '../../src/serve.ts';

/** What hands jobs out, and what keeps their records. */
interface Engines {
  readonly backend: QueueBackend;
  readonly records: JobRecords;
  /** What the board shows; only Redis has it. */
  readonly board: RedisBackend | null;
  close(): Promise<void>;
}

/** The servers of Redis mode. */
export interface JobServers {
  readonly redis: string;
  readonly elasticsearch: string;
}

const onError = () => undefined;

async function embeddedEngines(folder: string): Promise<Engines> {
  const backend = await EmbeddedBackend.open({ folder: join(folder, 'queue'), types: JOB_NAMES, onError });
  return { backend, records: backend.records, board: null, close: () => backend.close() };
}

async function serverEngines({ redis, elasticsearch }: JobServers): Promise<Engines> {
  const own = `jobs-${randomUUID()}`;
  const backend = new RedisBackend({ url: redis, prefix: own, onError });
  const records = await openJobRecords({
    connection: {
      target: { node: elasticsearch },
      credentials: null,
      caCert: null,
      tlsInsecureSkipVerify: false,
    },
    indices: { ownPrefix: own },
  });
  return {
    backend,
    records,
    board: backend,
    async close() {
      await Promise.all([backend.close(), records.close()]);
      await fetch(`${elasticsearch}/${own}-jobs`, { method: 'DELETE' });
    },
  };
}

/** Job APIs over one queue, and workers that tests bring. */
export class JobsInstallation {
  readonly queue: JobQueue<Jobs>;
  readonly staging: ImportStaging;
  readonly url: string;
  /** Tells the API that its process stops. */
  readonly stopping: AbortController;
  readonly #engines: Engines;
  readonly #works: Work[] = [];
  readonly #closing: (() => Promise<void>)[];

  private constructor(
    parts: Pick<JobsInstallation, 'queue' | 'staging' | 'url' | 'stopping'>,
    engines: Engines,
    closing: (() => Promise<void>)[],
  ) {
    this.queue = parts.queue;
    this.staging = parts.staging;
    this.url = parts.url;
    this.stopping = parts.stopping;
    this.#engines = engines;
    this.#closing = closing;
  }

  /** Serves the API over the engines of this process, or over servers. */
  static async start(servers: JobServers | null): Promise<JobsInstallation> {
    const folder = mkdtempSync(join(tmpdir(), 'jobs-'));
    const engines = servers === null ? await embeddedEngines(folder) : await serverEngines(servers);
    const store: Store = await openStore({ kind: 'duckdb', file: ':memory:' });
    const staging = await openStaging({ kind: 'folder', folder: join(folder, 'uploads') });
    const queue = new BullJobQueue(engines.backend, JOBS, engines.records);
    const stopping = new AbortController();
    const app = createApp({
      reader: store.reader,
      queue,
      riskAcceptances: store.riskAcceptances,
      indices: { catalog: store.indices, settings: { pattern: 'achilles-results-*' } },
      staging,
      organizations: [],
      cursors: new Cursors(ownCursorKeys()),
      log: pino({ level: 'silent' }),
      clock: Date.now,
      corsOrigins: [],
      trustsOnlyHost: '127.0.0.1',
      readiness: [],
      board: engines.board,
      stopping: stopping.signal,
    });
    const serving = await serve(app, { host: '127.0.0.1', port: 0 });
    const closing = [
      () => serving.stop(1_000),
      () => engines.close(),
      () => store.close(),
      async () => rmSync(folder, { recursive: true }),
    ];
    return new JobsInstallation({ queue, staging, url: serving.url, stopping }, engines, closing);
  }

  /** Starts a worker that does every job so. */
  work(handle: (held: HeldJob) => Promise<unknown>): void {
    const { backend, records } = this.#engines;
    this.#works.push(workJobs({ backend, records, jobs: JOBS, handle, onError }));
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
