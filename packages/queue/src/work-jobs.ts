import { setTimeout as sleep } from 'node:timers/promises';
import { isFinished, type JobRecord, type JobRecords } from '@achilles/types';
import { type Job as BullJob, DelayedError, WaitingError } from 'bullmq';
import type { LockTimes, QueueBackend } from './backends/queue-backend.ts';
import { HeldJob } from './held-job.ts';
import { FinalFailure, JobCancelled, LockLost, RetryableFailure } from './job-failures.ts';
import type { JobTypes } from './job-queue.ts';
import { lookAfterJobs } from './look-after-jobs.ts';
import { retryAfter } from './retry-delay.ts';
import { endAsRecorded } from './show-record.ts';
import type { StoredJob } from './stored-job.ts';
import { takeRecord } from './take-record.ts';
import { toJob } from './to-job.ts';
import { watchRecord } from './watch-record.ts';

/** What became of a job that a worker had. */
export type Settled = 'completed' | 'failed' | 'cancelled' | 'postponed' | 'handed back' | 'lost';

/** Why a job did not complete: what callers are told, and the error behind it. */
export interface Why {
  readonly reason: string;
  readonly error: unknown;
}

/** A job whose record says how it ended. */
export type EndedJob = Pick<JobRecord, 'id' | 'type' | 'payload'>;

/** What a worker of one queue does, and how long it may be silent. */
export interface WorkOptions<T extends JobTypes> {
  readonly backend: QueueBackend;
  readonly jobs: T;
  readonly records: JobRecords;
  /**
   * Does the work and resolves to its result. Whatever else than a RetryableFailure, FinalFailure or LockLost it
   * throws ends the job for good; once the signal has fired, the job is handed back, or cancelled where that is why. One
   * that is cancelled after its worker ended in the middle is handed over with its signal fired, for what was begun to be
   * finished.
   */
  readonly handle: (held: HeldJob) => Promise<unknown>;
  /**
   * Told of every job once its record says how it ended, of some again; what it throws is an error of the worker, not of
   * the job.
   */
  readonly onEnd?: (ended: EndedJob) => Promise<void>;
  readonly onSettled?: (job: Pick<HeldJob, 'id' | 'type'>, settled: Settled, why?: Why) => void;
  /** Told of jobs that the engine did not know any more and was told of again. */
  readonly onRecovered?: (ids: readonly string[]) => void;
  readonly onError: (error: Error) => void;
  /** What callers are told of a job while its record can't be reached. */
  readonly recordsFault?: (error: unknown) => string;
  readonly clock?: () => number;
  readonly times?: Partial<LockTimes>;
}

/** Workers that take jobs. */
export interface Work {
  /** Takes no more jobs, has those under way saved and handed back, and waits for that as long as the grace lasts. */
  stop(graceMs: number): Promise<void>;
}

const TIMES: LockTimes = { lock: 30_000, stalledCheck: 15_000 };
/** Long enough to record how the last job ended. */
const LINGER_MS = 2_000;
const UNEXPECTED = 'something went wrong; the log of the worker has the cause under the id of this job';
const RECORDS_AWAY = 'the records of jobs can not be reached';

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

class Worker<T extends JobTypes> {
  readonly #options: WorkOptions<T>;
  readonly #times: LockTimes;
  readonly #clock: () => number;
  readonly #recordsFault: (error: unknown) => string;
  readonly #stopping = new AbortController();
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(options: WorkOptions<T>) {
    this.#options = options;
    this.#times = { ...TIMES, ...options.times };
    this.#clock = options.clock ?? Date.now;
    this.#recordsFault = options.recordsFault ?? (() => RECORDS_AWAY);
  }

  start(): Work {
    const { backend, records, jobs, onError, onRecovered = () => undefined } = this.#options;
    const workers = Object.keys(jobs).map((type) => {
      const take = (job: BullJob<StoredJob>, token = '') => this.#tracked(this.#take(job, token));
      const worker = backend.worker(type, take, this.#times);
      worker.on('error', onError);
      return worker;
    });
    const looking = lookAfterJobs({
      ...{ backend, records, jobs, onRecovered },
      clock: this.#clock,
      every: this.#times.lock / 2,
      onError: (error) => onError(asError(error)),
    });
    return {
      stop: async (graceMs) => {
        // Closing comes first: a worker would take again what it hands back.
        const closed = Promise.all([looking.stop(), ...workers.map((worker) => worker.close())]);
        this.#stopping.abort(new Error('the worker is stopping'));
        // An engine that is away keeps its connections from closing, which without work under way nothing waits for.
        const idle = Promise.allSettled(this.#underWay).then(() =>
          sleep(LINGER_MS, undefined, { ref: false }),
        );
        await Promise.race([closed, idle, sleep(graceMs, undefined, { ref: false })]);
      },
    };
  }

  #tracked<R>(work: Promise<R>): Promise<R> {
    const tracked = work.finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
    return tracked;
  }

  /** Takes the job's record and does the work. What the engine is thrown has it keep the job, or end it as failed. */
  async #take(job: BullJob<StoredJob>, token: string): Promise<unknown> {
    const id = job.id ?? '';
    const { trouble } = job.data;
    let record: JobRecord | null;
    try {
      record = await takeRecord(this.#options.records, id, { now: this.#clock(), trouble });
    } catch (error) {
      throw await this.#postponeUnrecorded(job, token, error);
    }
    if (record === null) return this.#options.onError(new Error(`job ${id} has no record and is dropped`));
    const ended = isFinished(record) ? record : await this.#work(job, token, record);
    await this.#cleanUp(ended);
    return endAsRecorded(this.#options.jobs, job, ended);
  }

  /** Does the work of a record; resolves to how it ended. */
  async #work(job: BullJob<StoredJob>, token: string, record: JobRecord): Promise<JobRecord> {
    const { jobs, records, handle } = this.#options;
    const held = new HeldJob({
      ...{ job, token, jobs, records, record },
      lockMs: this.#times.lock,
      stopping: this.#stopping.signal,
      clock: this.#clock,
      recordsFault: this.#recordsFault,
    });
    const unwatch = watchRecord(records, held);
    try {
      const isCancelled = record.cancelRequestedAt !== undefined;
      if (isCancelled && record.checkpoint === undefined) throw new JobCancelled(held.id);
      await job.updateData({ job: toJob(jobs, record) });
      if (isCancelled) held.interrupt(new JobCancelled(held.id));
      const result = await handle(held);
      await held.end({ status: 'completed', result });
      this.#options.onSettled?.(held, 'completed');
    } catch (error) {
      const kept = await this.#settle(held, error).catch((fault: unknown) => {
        // The job stays as it is until its lock runs out and another worker takes it.
        const { message } = asError(fault);
        this.#options.onSettled?.(held, 'lost', { reason: message, error: fault });
        return new WaitingError();
      });
      if (kept !== null) throw kept;
    } finally {
      unwatch();
    }
    return held.record;
  }

  /** Records what a failure means for the job; resolves to what has BullMQ keep it, or to null when it has ended. */
  async #settle(held: HeldJob, error: unknown): Promise<Error | null> {
    try {
      return await this.#settleBy(held, error);
    } catch (fault) {
      if (fault instanceof JobCancelled) return this.#cancel(held);
      if (fault instanceof RetryableFailure) return this.#postpone(held, fault);
      throw fault;
    }
  }

  async #settleBy(held: HeldJob, error: unknown): Promise<Error | null> {
    const interrupted = held.signal.aborted ? held.signal.reason : undefined;
    if (error instanceof LockLost) throw error;
    if (error instanceof FinalFailure) return this.#fail(held, error.message, error, error.result);
    if (interrupted instanceof LockLost) throw interrupted;
    if (interrupted instanceof JobCancelled || error instanceof JobCancelled) return this.#cancel(held);
    if (held.signal.aborted) {
      await held.handBack();
      this.#options.onSettled?.(held, 'handed back');
      return new WaitingError();
    }
    if (error instanceof RetryableFailure) return this.#postpone(held, error);
    return this.#fail(held, UNEXPECTED, error);
  }

  async #cancel(held: HeldJob): Promise<null> {
    await held.end({ status: 'cancelled' });
    this.#options.onSettled?.(held, 'cancelled');
    return null;
  }

  async #postpone(held: HeldJob, error: RetryableFailure): Promise<Error | null> {
    const declared = this.#options.jobs[held.type];
    if (declared === undefined) throw error;
    const now = this.#clock();
    const { trouble, delay } = retryAfter(declared, held.trouble, { reason: error.message, now });
    if (delay === null)
      return this.#fail(held, `given up after ${trouble.failures} attempts: ${error.message}`, error);
    await held.postpone(now + delay, trouble);
    this.#options.onSettled?.(held, 'postponed', { reason: error.message, error });
    return new DelayedError();
  }

  /** Puts a job off whose record can't be reached: the engine carries what callers are told meanwhile. */
  async #postponeUnrecorded(job: BullJob<StoredJob>, token: string, error: unknown): Promise<Error> {
    const declared = this.#options.jobs[job.name];
    if (declared === undefined) return asError(error);
    const now = this.#clock();
    const reason = this.#recordsFault(error);
    const { trouble, delay } = retryAfter(declared, job.data.trouble, { reason, now });
    await job.updateData({ ...job.data, trouble });
    // Nobody can be told that it was given up before its record is back.
    await job.moveToDelayed(now + (delay ?? declared.backoff.most), token);
    this.#options.onSettled?.({ id: job.id ?? '', type: job.name }, 'postponed', { reason, error });
    return new DelayedError();
  }

  async #fail(held: HeldJob, reason: string, error: unknown, result?: unknown): Promise<null> {
    await held.end({ status: 'failed', error: reason, result });
    this.#options.onSettled?.(held, 'failed', { reason, error });
    return null;
  }

  async #cleanUp({ id, type, payload }: JobRecord): Promise<void> {
    const { onEnd, onError } = this.#options;
    await onEnd?.({ id, type, payload }).catch((error: unknown) => onError(asError(error)));
  }
}

/** Starts a worker for every type of job, which also looks after jobs that the engine has lost. */
export const workJobs = <T extends JobTypes>(options: WorkOptions<T>): Work => new Worker(options).start();
