import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobProgress } from '@achilles/types';
import type { Job as BullJob } from 'bullmq';
import { LockLost } from './job-failures.ts';
import { StoredJob, type Trouble } from './stored-job.ts';

/** How long the engine has to answer a worker that stops. */
const LAST_ANSWER_MS = 4_000;

/** A job that this worker has taken, as long as it holds the lock. */
export class HeldJob {
  readonly id: string;
  readonly type: string;
  /** Fires when the worker is to stop: the processor saves where it is and ends. */
  readonly signal: AbortSignal;
  readonly #job: BullJob<StoredJob>;
  readonly #token: string;
  readonly #lockMs: number;
  #stored: StoredJob;

  constructor(job: BullJob<StoredJob>, token: string, lockMs: number, signal: AbortSignal) {
    this.id = job.id ?? '';
    this.type = job.name;
    this.signal = signal;
    this.#job = job;
    this.#token = token;
    this.#lockMs = lockMs;
    this.#stored = StoredJob.parse(job.data);
  }

  get payload(): unknown {
    return this.#stored.payload;
  }

  /** What was saved last, by this worker or one before it; undefined at the beginning. */
  get checkpoint(): unknown {
    return this.#stored.checkpoint;
  }

  get trouble(): Trouble | undefined {
    return this.#stored.trouble;
  }

  get requestedAt(): number {
    return this.#job.timestamp;
  }

  /**
   * Makes sure that no other worker has this job, and prolongs the lock; to be called before every write.
   * @throws LockLost when the lock ran out, as it does for a worker that was paused
   */
  async assertHeld(): Promise<void> {
    for (;;) {
      const asked = performance.now();
      const held = await this.#unlessStopping(this.#job.extendLock(this.#token, this.#lockMs));
      if (held !== 1) throw new LockLost(this.id);
      // An answer that lay around while this process was paused says nothing about now.
      if (performance.now() - asked < this.#lockMs / 2) return;
    }
  }

  /** Saves where to go on from, with the job; earlier failures are over then. @throws LockLost */
  async saveCheckpoint(checkpoint: unknown): Promise<void> {
    await this.#save({ checkpoint, trouble: undefined });
  }

  /** @throws LockLost */
  async report(progress: JobProgress): Promise<void> {
    await this.assertHeld();
    await this.#job.updateProgress(progress);
  }

  /** Notes when work began for the first time. @throws LockLost */
  async begin(now: number): Promise<void> {
    if (this.#stored.startedAt === undefined) await this.#save({ startedAt: now });
  }

  /** Keeps what a job that fails did all the same. @throws LockLost */
  async keepResult(result: unknown): Promise<void> {
    await this.#save({ result });
  }

  /** Gives the job back: another worker takes it at once. @throws LockLost */
  async handBack(): Promise<void> {
    await this.assertHeld();
    await this.#job.moveToWait(this.#token);
  }

  /** Gives the job back until a time, epoch milliseconds. @throws LockLost */
  async postpone(until: number, trouble: Trouble): Promise<void> {
    await this.#save({ trouble });
    await this.#job.moveToDelayed(until, this.#token);
  }

  /** An engine that is away is waited for, but not by a worker that stops: its job is taken over when it is back. */
  async #unlessStopping<T>(answer: Promise<T>): Promise<T> {
    const answered = new AbortController();
    const given = { signal: answered.signal, ref: false };
    const late = async (): Promise<never> => {
      if (!this.signal.aborted) await once(this.signal, 'abort', given);
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

  async #save(changed: Partial<StoredJob>): Promise<void> {
    await this.assertHeld();
    this.#stored = { ...this.#stored, ...changed };
    await this.#job.updateData(this.#stored);
  }
}
