import { mkdir } from 'node:fs/promises';
import type { JobRecords } from '@achilles/types';
import type { PGlite } from '@electric-sql/pglite';
import {
  createPostgresBackend,
  DEFAULT_SCHEMA,
  type Processor,
  Queue,
  quoteSchemaName,
  runMigrations,
  Worker,
} from 'bullmq';
import { QueueError, toQueueError } from '../queue-error.ts';
import type { StoredJob } from '../stored-job.ts';
import { EmbeddedJobRecords } from './embedded-job-records.ts';
import { PglitePool } from './pglite-pool.ts';
import {
  type JobsOfType,
  type JobTaker,
  type LockTimes,
  type QueueBackend,
  workerOptions,
} from './queue-backend.ts';

/** Where jobs are kept, and who hears of faults. */
export interface EmbeddedBackendOptions {
  /** The folder of the database, created when it is missing; only one process may have it open. */
  readonly folder: string;
  /** The types of job whose work a process that is gone may have left under way. */
  readonly types: readonly string[];
  readonly onError: (error: Error) => void;
}

/** Any lock: who has the folder is alone, so that a job that is under way has no worker. */
const ANY_TOKEN = '0';

/** Jobs in a PostgreSQL that runs inside this process and keeps its data in a folder. */
export class EmbeddedBackend implements QueueBackend {
  /** The records of its jobs, in the same database. */
  readonly records: JobRecords;
  readonly #database: PGlite;
  readonly #pool: PglitePool;
  readonly #onError: (error: Error) => void;
  readonly #queues = new Map<string, JobsOfType>();

  private constructor(database: PGlite, records: JobRecords, onError: (error: Error) => void) {
    this.records = records;
    this.#database = database;
    this.#pool = new PglitePool(database);
    this.#onError = onError;
  }

  /** Opens the folder; work that an earlier process left is free to be taken at once. @throws QueueError */
  static async open({ folder, types, onError }: EmbeddedBackendOptions): Promise<EmbeddedBackend> {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      // A process whose jobs are elsewhere does not load a database.
      const { PGlite } = await import('@electric-sql/pglite');
      const database = await PGlite.create(folder);
      const backend = new EmbeddedBackend(database, await EmbeddedJobRecords.open(database), onError);
      await backend.#migrate();
      for (const type of types) await backend.#release(type);
      return backend;
    } catch (error) {
      const message = `the job queue in ${folder} can't be opened; check the folder's owner and permissions, or move it away to start with no jobs`;
      throw new QueueError(message, { cause: error });
    }
  }

  async queue(type: string): Promise<JobsOfType> {
    const opened = this.#queues.get(type);
    if (opened !== undefined) return opened;
    const queue = new Queue(type, { connection: this.#pool }, createPostgresBackend);
    queue.on('error', this.#onError);
    this.#queues.set(type, queue);
    return queue;
  }

  worker(type: string, process: Processor<StoredJob>, times: LockTimes): JobTaker {
    return new Worker(
      type,
      process,
      { connection: this.#pool, ...workerOptions(times) },
      createPostgresBackend,
    );
  }

  async check(): Promise<void> {
    await this.#database.query('SELECT 1').catch((error: unknown) => {
      throw toQueueError(error);
    });
  }

  async close(): Promise<void> {
    for (const queue of this.#queues.values()) await queue.close();
    await this.#database.close();
  }

  async #migrate(): Promise<void> {
    const session = await this.#pool.connect();
    await runMigrations(session);
    session.release();
    await this.#database.exec(`SET search_path TO ${quoteSchemaName(DEFAULT_SCHEMA)}, public`);
  }

  async #release(type: string): Promise<void> {
    const queue = await this.queue(type);
    for (const job of await queue.getJobs(['active'])) await job.moveToWait(ANY_TOKEN);
  }
}
