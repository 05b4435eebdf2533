import { reportOnce } from '@achilles/process';
import { type JobQueue, type LockTimes, type QueueBackend, type Settled, workJobs } from '@achilles/queue';
import { JOBS, type JobRecords, type Jobs } from '@achilles/types';
import type { Logger } from 'pino';
import { JobCounts, type TypeCounts } from './job-counts.ts';
import { openLeftIndices } from './open-left-indices.ts';
import type { WorkerParts } from './processors/processor.ts';
import { keepRetention } from './retention/keep-retention.ts';
import type { RetentionSchedule } from './retention/retention-schedule.ts';
import type { RetentionState } from './retention/retention-state.ts';
import { afterJob, runJob } from './run-job.ts';
import { sweepUploads } from './sweep-uploads.ts';
import { recordsFault } from './to-failure.ts';

/** What workers take jobs from and do them with. */
export interface WorkersOptions extends WorkerParts {
  readonly backend: QueueBackend;
  readonly queue: JobQueue<Jobs>;
  readonly records: JobRecords;
  readonly log: Logger;
  readonly clock?: () => number;
  readonly times?: Partial<LockTimes>;
  /** Which rows are archived without anybody's asking; null for none. */
  readonly retention: RetentionSchedule | null;
}

/** Workers that take jobs of every type. */
export interface Workers {
  readonly counts: Readonly<Record<string, TypeCounts>>;
  /** How the retention schedule is kept; null without one. */
  readonly retention: RetentionState | null;
  /** Resolves when the schedule was looked at for the first time, whatever came of that; at once without one. */
  readonly retentionBegun: Promise<void>;
  /** Has jobs under way save where they are and hands them back; waits for that for a while. */
  stop(): Promise<void>;
}

const HOUR_MS = 3_600 * 1_000;
/** Long enough to store the batch that is under way. */
const GRACE_MS = 25_000;

const LEVELS: Readonly<Record<Settled, 'info' | 'warn'>> = {
  completed: 'info',
  cancelled: 'info',
  'handed back': 'info',
  postponed: 'warn',
  failed: 'warn',
  lost: 'warn',
};

/** Starts taking jobs: the one place where they are timed, counted, logged and cleared up after. */
export function startWorkers(options: WorkersOptions): Workers {
  const {
    backend,
    queue,
    records,
    store,
    staging,
    log,
    clock = Date.now,
    times = {},
    retention: schedule,
  } = options;
  const counts = new JobCounts();
  const begun = new Map<string, number>();
  const work = workJobs({
    backend,
    jobs: JOBS,
    records,
    recordsFault,
    clock,
    times,
    handle: (held) => {
      begun.set(held.id, performance.now());
      log.info({ job: held.id, type: held.type, waited: clock() - held.requestedAt }, 'job taken');
      return runJob(held, { parts: options, log, clock });
    },
    onSettled: ({ id, type }, settled, why) => {
      const ms = Math.round(performance.now() - (begun.get(id) ?? performance.now()));
      begun.delete(id);
      counts.add(type, settled, ms);
      const because = why === undefined ? {} : { reason: why.reason, err: why.error };
      log[LEVELS[settled]]({ job: id, type, ms, ...because }, `job ${settled}`);
      // Nobody asked for it, so that nobody waits for how it ended.
      if (type === 'retention' && settled === 'failed')
        log.error({ job: id, ...because }, 'retention failed: rows that it did not archive stay live');
    },
    onEnd: (ended) => afterJob(ended, options),
    onRecovered: (jobs) => log.warn({ jobs }, 'jobs that the queue had lost are queued again'),
    onError: reportOnce(log, 'job queue'),
  });
  const sweep = () => {
    void sweepUploads({ staging, records, clock })
      .then((removed) => removed > 0 && log.info({ removed }, 'uploads without a job removed'))
      .catch((error: unknown) => log.warn({ err: error }, 'uploads without a job are left for now'));
    void openLeftIndices({ store, records })
      .then((opened) => opened.length > 0 && log.info({ indices: opened }, 'indices take writes again'))
      .catch((error: unknown) =>
        log.warn({ err: error }, 'whether a job left indices closed to writes is not known now'),
      );
  };
  sweep();
  const sweeping = setInterval(sweep, HOUR_MS).unref();
  const retention = schedule === null ? null : keepRetention({ schedule, queue, records, log, clock });
  return {
    get counts() {
      return counts.all;
    },
    get retention() {
      return retention?.state ?? null;
    },
    retentionBegun: retention?.begun ?? Promise.resolve(),
    async stop() {
      clearInterval(sweeping);
      retention?.stop();
      await work.stop(GRACE_MS);
    },
  };
}
