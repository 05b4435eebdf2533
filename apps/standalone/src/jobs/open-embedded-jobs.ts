import { join } from 'node:path';
import { OperatorError, reportOnce } from '@achilles/process';
import type { ImportStaging, IndexSettings, Store } from '@achilles/query-core';
import { BullJobQueue, type JobQueue } from '@achilles/queue';
import { EmbeddedBackend } from '@achilles/queue/embedded-backend';
import { JOB_NAMES, JOBS, type Jobs } from '@achilles/types';
import { type ArchiveConfig, type RetentionState, startWorkers } from '@achilles/worker';
import type { Logger } from 'pino';

/** What the jobs of one process work with. */
export interface EmbeddedJobsOptions extends ArchiveConfig {
  readonly dataDir: string;
  readonly store: Store;
  readonly staging: ImportStaging;
  readonly indices: IndexSettings;
  readonly log: Logger;
}

/** The queue and the workers of this process. */
export interface EmbeddedJobs {
  readonly queue: JobQueue<Jobs>;
  /** How the retention schedule is kept; null without one. */
  readonly retention: RetentionState | null;
  /** Has work under way saved, so that the next start goes on with it. */
  stop(): Promise<void>;
}

/**
 * Opens the job queue of a data folder and starts to work. Whoever has the folder's data file open is alone in it.
 * @throws OperatorError when the queue can't be opened
 */
export async function openEmbeddedJobs(options: EmbeddedJobsOptions): Promise<EmbeddedJobs> {
  const { dataDir, log } = options;
  const folder = join(dataDir, 'queue');
  const onError = reportOnce(log, 'job queue');
  const backend = await EmbeddedBackend.open({ folder, types: JOB_NAMES, onError }).catch((error: Error) => {
    log.error({ err: error.cause }, error.message);
    throw new OperatorError(error.message, { cause: error });
  });
  const { records } = backend;
  const queue = new BullJobQueue(backend, JOBS, records);
  const workers = startWorkers({ ...options, backend, queue, records });
  await workers.retentionBegun;
  return {
    queue,
    get retention() {
      return workers.retention;
    },
    async stop() {
      await workers.stop();
      await backend.close();
    },
  };
}
