import { setTimeout as sleep } from 'node:timers/promises';
import { type Job as BullJob, DelayedError, UnrecoverableError, WaitingError } from 'bullmq';
import type { LockTimes, QueueBackend } from './backends/queue-backend.ts';
import { HeldJob } from './held-job.ts';
import { FinalFailure, LockLost, RetryableFailure } from './job-failures.ts';
import type { JobTypes } from './job-queue.ts';
import { retryAfter } from './retry-delay.ts';
import type { StoredJob } from './stored-job.ts';

/** What became of a job that a worker had. */
export type Settled = 'completed' | 'failed' | 'postponed' | 'handed back' | 'lost';

/** Why a job did not complete: what callers are told, and the error behind it. */
export interface Why {
  readonly reason: string;
  readonly error: unknown;
}

/** What a worker of one queue does, and how long it may be silent. */
export interface WorkOptions<T extends JobTypes> {
  readonly backend: QueueBackend;
  readonly jobs: T;
  /**
   * Does the work and resolves to its result. Whatever else than a RetryableFailure, FinalFailure or LockLost it
   * throws ends the job for good; once the signal has fired, the job is handed back.
   */
  readonly handle: (held: HeldJob) => Promise<unknown>;
  /** Told of every job once its record says how it ended; what it throws is an error of the worker, not of the job. */
  readonly onEnd?: (type: string, payload: unknown) => Promise<void>;
  readonly onSettled?: (held: HeldJob, settled: Settled, why?: Why) => void;
  readonly onError: (error: Error) => void;
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

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

class Worker<T extends JobTypes> {
  readonly #options: WorkOptions<T>;
  readonly #times: LockTimes;
  readonly #clock: () => number;
  readonly #stopping = new AbortController();
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #ending = new Set<Promise<void>>();

  constructor(options: WorkOptions<T>) {
    this.#options = options;
    this.#times = { ...TIMES, ...options.times };
    this.#clock = options.clock ?? Date.now;
  }

  start(): Work {
    const { backend, jobs, onError } = this.#options;
    const workers = Object.keys(jobs).map((type) => {
      const take = (job: BullJob<StoredJob>, token = '') => this.#tracked(this.#take(job, token));
      const worker = backend.worker(type, take, this.#times);
      worker.on('error', onError);
      worker.on('completed', (job) => this.#ended(job));
      worker.on('failed', (job) => job !== undefined && this.#ended(job));
      return worker;
    });
    return {
      stop: async (graceMs) => {
        // Closing comes first: a worker would take again what it hands back.
        const closed = Promise.all(workers.map((worker) => worker.close()));
        this.#stopping.abort(new Error('the worker is stopping'));
        const done = closed.then(() => Promise.all(this.#ending));
        // An engine that is away keeps its connections from closing, which without work under way nothing waits for.
        const idle = Promise.allSettled(this.#underWay).then(() =>
          sleep(LINGER_MS, undefined, { ref: false }),
        );
        await Promise.race([done, idle, sleep(graceMs, undefined, { ref: false })]);
      },
    };
  }

  #tracked<R>(work: Promise<R>): Promise<R> {
    const tracked = work.finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
    return tracked;
  }

  async #take(job: BullJob<StoredJob>, token: string): Promise<unknown> {
    const held = new HeldJob(job, token, this.#times.lock, this.#stopping.signal);
    try {
      await held.begin(this.#clock());
      const result = await this.#options.handle(held);
      this.#options.onSettled?.(held, 'completed');
      return result;
    } catch (error) {
      throw await this.#settle(held, error).catch((fault: unknown) => {
        // Without its record the job stays as it is until its lock runs out and another worker takes it.
        const { message } = asError(fault);
        this.#options.onSettled?.(held, 'lost', { reason: message, error: fault });
        return new WaitingError();
      });
    }
  }

  /** Records what a failure means for the job; resolves to what tells BullMQ. */
  async #settle(held: HeldJob, error: unknown): Promise<Error> {
    if (error instanceof LockLost) throw error;
    if (error instanceof FinalFailure) return this.#fail(held, error.message, error, error.result);
    if (held.signal.aborted) {
      await held.handBack();
      this.#options.onSettled?.(held, 'handed back');
      return new WaitingError();
    }
    if (!(error instanceof RetryableFailure)) return this.#fail(held, UNEXPECTED, error);
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

  async #fail(held: HeldJob, reason: string, error: unknown, result?: unknown): Promise<Error> {
    await (result === undefined ? held.assertHeld() : held.keepResult(result));
    this.#options.onSettled?.(held, 'failed', { reason, error });
    return new UnrecoverableError(reason);
  }

  #ended({ name, data }: BullJob<StoredJob>): void {
    const { onEnd, onError } = this.#options;
    const ending = (onEnd?.(name, data.payload) ?? Promise.resolve())
      .catch((error: unknown) => onError(asError(error)))
      .finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }
}

/** Starts a worker for every type of job. */
export const workJobs = <T extends JobTypes>(options: WorkOptions<T>): Work => new Worker(options).start();
