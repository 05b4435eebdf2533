import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  isFinished,
  type JobProgress,
  type JobRecord,
  type JobRecords,
  type JobTrouble,
} from '@achilles/types';
import type { Job as BullJob } from 'bullmq';
import { JobCancelled, LockLost, RetryableFailure } from './job-failures.ts';
import type { JobTypes } from './job-queue.ts';
import { showProgress } from './show-record.ts';
import type { StoredJob } from './stored-job.ts';
import { toJob } from './to-job.ts';

/** How long the engine has to answer a worker that stops. */
const LAST_ANSWER_MS = 4_000;
/** Progress that changes faster is written together. */
const REPORT_MS = 1_000;

/** A job that a worker has taken, and what it holds it with. */
export interface Taken {
  readonly job: BullJob<StoredJob>;
  readonly token: string;
  readonly lockMs: number;
  readonly jobs: JobTypes;
  readonly records: JobRecords;
  /** As it was when it was taken. */
  readonly record: JobRecord;
  /** Fires when the worker is to stop. */
  readonly stopping: AbortSignal;
  readonly clock: () => number;
  /** What callers are told when records can't be reached. */
  readonly recordsFault: (error: unknown) => string;
}

/** How a job ends. */
export interface End {
  readonly status: 'completed' | 'failed' | 'cancelled';
  readonly result?: unknown;
  readonly error?: string;
}

/** A job that this worker has taken, as long as it holds the lock and nobody took its record since. */
export class HeldJob {
  readonly id: string;
  readonly type: string;
  /** Fires when the worker is to stop or the job to end: the processor saves where it is and ends. */
  readonly signal: AbortSignal;
  readonly #taken: Taken;
  readonly #interrupting = new AbortController();
  #record: JobRecord;
  #progress: JobProgress | undefined;
  #soFar: unknown;
  #reportedAt = Number.NEGATIVE_INFINITY;

  constructor(taken: Taken) {
    this.id = taken.record.id;
    this.type = taken.record.type;
    this.signal = AbortSignal.any([taken.stopping, this.#interrupting.signal]);
    this.#taken = taken;
    this.#record = taken.record;
  }

  /** As this worker saved it last. */
  get record(): JobRecord {
    return this.#record;
  }

  get payload(): unknown {
    return this.#record.payload;
  }

  /** What was saved last, by this worker or one before it; undefined at the beginning. */
  get checkpoint(): unknown {
    return this.#record.checkpoint;
  }

  get trouble(): JobTrouble | undefined {
    return this.#record.trouble;
  }

  get requestedAt(): number {
    return this.#record.createdAt;
  }

  /** The number that its record counts this take as. */
  get number(): number {
    return this.#record.taken;
  }

  /** Fires the signal for another reason than that the worker stops. */
  interrupt(reason: Error): void {
    this.#interrupting.abort(reason);
  }

  /**
   * Makes sure that no other worker has this job, and prolongs the lock; to be called before every write.
   * @throws LockLost when the lock ran out, as it does for a worker that was paused
   */
  async assertHeld(): Promise<void> {
    const { job, token, lockMs } = this.#taken;
    for (;;) {
      const asked = performance.now();
      const held = await this.#unlessStopping(job.extendLock(token, lockMs));
      if (held !== 1) throw new LockLost(this.id);
      // An answer that lay around while this process was paused says nothing about now.
      if (performance.now() - asked < lockMs / 2) return;
    }
  }

  /**
   * Saves where to go on from, in the record, and how far the job is by then; earlier failures are over then.
   * @throws LockLost, RetryableFailure
   */
  async saveCheckpoint(checkpoint: unknown, progress = this.#progress): Promise<void> {
    this.#progress = progress;
    await this.#save({ checkpoint, trouble: undefined });
  }

  /** Tells how far the job is; kept about once a second, and with whatever is saved next. @throws LockLost, RetryableFailure */
  async report(progress: JobProgress): Promise<void> {
    this.#progress = progress;
    if (performance.now() - this.#reportedAt < REPORT_MS) return this.assertHeld();
    await this.#save({});
  }

  /** Tells what the job came to so far, which is its result should it not complete; kept with whatever is saved next. */
  tellSoFar(result: unknown): void {
    this.#soFar = result;
  }

  /**
   * Has the record say how the job ended, and what it came to; where that is not given and the job is not completed, it
   * is what was told last, by this worker or one before it. @throws LockLost, RetryableFailure
   */
  async end({ status, error, ...given }: End): Promise<void> {
    const finishedAt = this.#taken.clock();
    const soFar = status === 'completed' ? undefined : (this.#soFar ?? this.#record.soFar);
    const ended = { status, error, finishedAt, result: given.result ?? soFar };
    await this.#save({ ...ended, soFar: undefined, trouble: undefined, checkpoint: undefined });
  }

  /** Gives the job back: another worker takes it at once. @throws LockLost, or JobCancelled where it is to end instead */
  async handBack(): Promise<void> {
    await this.#saveIfPossible({ status: 'queued' });
    await this.#taken.job.moveToWait(this.#taken.token);
  }

  /** Gives the job back until a time, epoch milliseconds, also while its record can't be reached. @throws LockLost, JobCancelled */
  async postpone(until: number, trouble: JobTrouble): Promise<void> {
    const { job, token } = this.#taken;
    await this.#saveIfPossible({ status: 'queued', trouble });
    await job.updateData({ job: toJob(this.#taken.jobs, this.#record), trouble });
    await job.moveToDelayed(until, token);
  }

  /** An engine that is away is waited for, but not by a worker that stops: its job is taken over when it is back. */
  async #unlessStopping<T>(answer: Promise<T>): Promise<T> {
    const { stopping } = this.#taken;
    const answered = new AbortController();
    const given = { signal: answered.signal, ref: false };
    const late = async (): Promise<never> => {
      if (!stopping.aborted) await once(stopping, 'abort', given);
      await sleep(LAST_ANSWER_MS, undefined, given);
      throw new LockLost(this.id);
    };
    const left = late();
    left.catch(() => undefined);
    try {
      return await Promise.race([answer, left]);
    } finally {
      answered.abort();
    }
  }

  async #saveIfPossible(changed: Partial<JobRecord>): Promise<void> {
    try {
      await this.#save(changed);
    } catch (error) {
      if (!(error instanceof RetryableFailure)) throw error;
      this.#record = { ...this.#record, ...changed };
    }
  }

  /** Changes the record unless it is another worker's by now: the fence that holds whatever becomes of the queue. */
  async #save(changed: Partial<JobRecord>): Promise<void> {
    await this.assertHeld();
    const [progress, soFar] = [this.#progress, this.#soFar];
    const told = { ...(progress !== undefined && { progress }), ...(soFar !== undefined && { soFar }) };
    const { records, recordsFault } = this.#taken;
    const saved = await records
      .change(this.id, (record) => {
        if (record.taken !== this.number || isFinished(record)) throw new LockLost(this.id);
        // Nobody is to wait for a job that is only put off to be cancelled.
        if (changed.status === 'queued' && record.cancelRequestedAt !== undefined)
          throw new JobCancelled(this.id);
        return { ...record, ...told, ...changed };
      })
      .catch((error: unknown) => {
        if (error instanceof LockLost || error instanceof JobCancelled) throw error;
        throw new RetryableFailure(recordsFault(error), { cause: error });
      });
    if (saved === null) throw new LockLost(this.id);
    this.#record = saved;
    if (progress !== undefined && !isFinished(saved)) showProgress(this.#taken.job, progress);
    this.#reportedAt = performance.now();
  }
}
