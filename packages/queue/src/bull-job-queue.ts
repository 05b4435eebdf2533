import { isFinished, type Job, type JobRecord, type JobRecords } from '@achilles/types';
import type { z } from 'zod';
import { answerWithin } from './answer-within.ts';
import type { JobsOfType, QueueBackend } from './backends/queue-backend.ts';
import { cancelJob } from './cancel-job.ts';
import { carriedJob } from './carried-job.ts';
import { enqueue } from './enqueue.ts';
import { IdempotencyConflict } from './idempotency-conflict.ts';
import { hashedKey, newJobId, typeOfJobId } from './job-id.ts';
import type {
  JobFilter,
  JobList,
  JobQueue,
  JobTypes,
  RepeatableRequest,
  RepeatedJob,
  Requester,
  SubmitOptions,
} from './job-queue.ts';
import { newRecord } from './new-record.ts';
import { QueueError } from './queue-error.ts';
import { RepeatedJobs } from './repeated-jobs.ts';
import { toJob } from './to-job.ts';
import { isWithdrawn, withdraw } from './withdraw.ts';

/** A submitted job may have to wait for an index to be made; the engine is waited for no longer than ever. */
const SUBMIT_MS = 10_000;
/** How long records are waited for before the engine is asked what it carries of a job. */
const RECORD_MS = 3_000;
/** How long the engine is waited for where the record has told most. */
const CARRIED_MS = 1_000;
/** Others that submit the same may be in between again and again, but not for ever. */
const MOST_ROUNDS = 20;

/** Jobs whose records are kept apart, and which BullMQ hands out, whatever engine is behind it. */
export class BullJobQueue<T extends JobTypes> implements JobQueue<T> {
  readonly #backend: QueueBackend;
  readonly #jobs: T;
  readonly #records: JobRecords;
  readonly #clock: () => number;
  readonly #repeated: RepeatedJobs;

  constructor(backend: QueueBackend, jobs: T, records: JobRecords, clock: () => number = Date.now) {
    this.#backend = backend;
    this.#jobs = jobs;
    this.#records = records;
    this.#clock = clock;
    this.#repeated = new RepeatedJobs(records, clock);
  }

  async submit<N extends keyof T & string>(
    type: N,
    payload: z.input<T[N]['payload']>,
    requester: Requester,
    { id = newJobId(type), repeat }: SubmitOptions = {},
  ): Promise<Job> {
    const parsed = (this.#jobs[type] as T[N]).payload.parse(payload);
    const record = newRecord({ id, type, payload: parsed, requester, now: this.#clock() });
    return answerWithin(
      (async () => {
        // Before the record: an engine that is away is told without leaving one.
        const queue = await answerWithin(this.#backend.queue(type));
        return toJob(this.#jobs, await this.#keep(queue, record, repeat));
      })(),
      SUBMIT_MS,
    );
  }

  async findRepeated(
    type: keyof T & string,
    { requestedBy }: Requester,
    key: string,
  ): Promise<RepeatedJob | null> {
    const { record } = await answerWithin(this.#repeated.find(type, requestedBy, key));
    if (record === null || isWithdrawn(record)) return null;
    return { job: toJob(this.#jobs, record), fingerprint: record.fingerprint ?? '' };
  }

  async get(id: string): Promise<Job | null> {
    const type = typeOfJobId(id);
    if (!Object.hasOwn(this.#jobs, type)) return null;
    const carried = () => this.#backend.queue(type).then((queue) => carriedJob(queue, id));
    try {
      const record = await answerWithin(this.#records.get(id), RECORD_MS);
      return record === null ? null : await this.#told(toJob(this.#jobs, record), carried);
    } catch (error) {
      const told = await answerWithin(carried());
      if (told !== null) return told;
      throw error;
    }
  }

  async cancel(id: string): Promise<Job | null> {
    const type = typeOfJobId(id);
    if (!Object.hasOwn(this.#jobs, type)) return null;
    const record = await answerWithin(
      cancelJob({ id, records: this.#records, queue: () => this.#backend.queue(type), now: this.#clock() }),
    );
    return record === null ? null : toJob(this.#jobs, record);
  }

  async list({ types = Object.keys(this.#jobs), ...filter }: JobFilter<T>): Promise<JobList> {
    const { records, total } = await answerWithin(this.#records.list({ types, ...filter }));
    return { jobs: records.map((record) => toJob(this.#jobs, record)), total };
  }

  check(): Promise<void> {
    return answerWithin(this.#backend.check());
  }

  /** A job by its record, unless its worker could not reach that when it put the job off: then the engine knows why it waits. */
  async #told(job: Job, carried: () => Promise<Job | null>): Promise<Job> {
    if (job.status !== 'active') return job;
    const waiting = await answerWithin(carried(), CARRIED_MS).catch(() => null);
    if (waiting?.status !== 'queued' || waiting.error === undefined) return job;
    return { ...job, status: 'queued', error: waiting.error };
  }

  /** The job of a record that is new, or the one that it joins. */
  async #enqueueNew(queue: JobsOfType, record: JobRecord): Promise<JobRecord> {
    const key = this.#jobs[record.type]?.dedupeKey(record.payload) ?? null;
    const options = key === null ? {} : { deduplication: { id: hashedKey(key) } };
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const id = await answerWithin(enqueue(this.#jobs, queue, record, options)).catch(
        async (error: unknown) => {
          if (await withdraw(this.#records, record.id, this.#clock())) throw error;
          // A worker has it, or others were told that it is kept: it is.
          return record.id;
        },
      );
      if (id === record.id) return record;
      const other = await this.#records.get(id);
      if (other !== null && !isFinished(other)) {
        await this.#records.remove(record.id);
        return other;
      }
      // It has ended, and the engine does not know yet.
      await (await queue.getJob(id))?.remove().catch(() => undefined);
    }
    await withdraw(this.#records, record.id, this.#clock());
    throw new QueueError('the same job ends and begins again and again; try again shortly');
  }

  /** Keeps the first job of its id, or of its request; the others who submit that are answered with it. */
  async #keep(
    queue: JobsOfType,
    fresh: JobRecord,
    repeat: RepeatableRequest | undefined,
  ): Promise<JobRecord> {
    const { type, requestedBy } = fresh;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const id = repeat === undefined ? fresh.id : await this.#repeated.idOf(type, requestedBy, repeat.key);
      const own = { ...fresh, id, ...(repeat === undefined ? {} : { fingerprint: repeat.fingerprint }) };
      if (await this.#records.create(own)) return this.#enqueueNew(queue, own);
      const joined = await this.#repeated.join(id);
      if (joined === null) continue;
      if (isWithdrawn(joined)) {
        await this.#records.remove(id);
        continue;
      }
      if (joined.fingerprint !== own.fingerprint) throw new IdempotencyConflict(id);
      // Who submitted it first may not have got so far.
      if (!isFinished(joined)) await answerWithin(enqueue(this.#jobs, queue, joined));
      return joined;
    }
    throw new QueueError('others submit the same request again and again; try again shortly');
  }
}
