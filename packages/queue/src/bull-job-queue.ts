import { setTimeout as sleep } from 'node:timers/promises';
import { JOB_STATUSES, type Job } from '@achilles/types';
import type { z } from 'zod';
import { type JobsOfType, KEEP, type QueueBackend } from './backends/queue-backend.ts';
import { hashedKey, newJobId, typeOfJobId } from './job-id.ts';
import type { JobFilter, JobList, JobQueue, JobTypes, Requester } from './job-queue.ts';
import { countJobs, listJobs } from './list-jobs.ts';
import { QueueError, toQueueError } from './queue-error.ts';
import type { StoredJob } from './stored-job.ts';
import { toJob } from './to-job.ts';

/** An engine that takes longer is away, whatever keeps it. */
const ANSWER_MS = 4_000;

async function within<T>(work: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const late = sleep(ANSWER_MS, undefined, { signal: timer.signal, ref: false }).then(() => {
    throw new QueueError('the job queue does not answer; try again shortly');
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    throw toQueueError(error);
  } finally {
    timer.abort();
    late.catch(() => undefined);
  }
}

const byAge = (a: Job, b: Job): number =>
  a.createdAt === b.createdAt ? (a.id < b.id ? 1 : -1) : a.createdAt < b.createdAt ? 1 : -1;

async function read(queue: JobsOfType, id: string): Promise<Job | null> {
  let state = await queue.getJobState(id);
  const job = await queue.getJob(id);
  // It may have ended between the two reads.
  if (job?.finishedOn) state = await queue.getJobState(id);
  return job === undefined || state === 'unknown' ? null : toJob(job, state);
}

/** The jobs of BullMQ, whatever engine is behind it. */
export class BullJobQueue<T extends JobTypes> implements JobQueue<T> {
  readonly #backend: QueueBackend;
  readonly #jobs: T;

  constructor(backend: QueueBackend, jobs: T) {
    this.#backend = backend;
    this.#jobs = jobs;
  }

  async submit<N extends keyof T & string>(
    type: N,
    payload: z.input<T[N]['payload']>,
    { requestedBy, org }: Requester,
    id: string = newJobId(type),
  ): Promise<Job> {
    const declared = this.#jobs[type] as T[N];
    const parsed = declared.payload.parse(payload);
    const key = declared.dedupeKey(parsed);
    const data: StoredJob = { payload: parsed, requestedBy, ...(org === undefined ? {} : { org }) };
    return within(
      (async () => {
        const queue = await this.#backend.queue(type);
        const added = await queue.add(type, data, {
          jobId: id,
          ...(key === null ? {} : { deduplication: { id: hashedKey(key) } }),
          ...KEEP,
        });
        const isNew = added.id === id;
        return (isNew ? null : await read(queue, added.id ?? '')) ?? toJob(added, 'waiting');
      })(),
    );
  }

  async get(id: string): Promise<Job | null> {
    const type = typeOfJobId(id);
    if (!Object.hasOwn(this.#jobs, type)) return null;
    return within(this.#backend.queue(type).then((queue) => read(queue, id)));
  }

  async list({ types, statuses = JOB_STATUSES, org, limit }: JobFilter<T>): Promise<JobList> {
    const isWanted = (stored: StoredJob) => org === undefined || stored.org === org;
    return within(
      (async () => {
        const jobs: Job[] = [];
        let total = 0;
        for (const type of types ?? Object.keys(this.#jobs)) {
          const queue = await this.#backend.queue(type);
          jobs.push(...(await listJobs(queue, statuses, limit, isWanted)));
          total += await countJobs(queue, statuses);
        }
        return { jobs: jobs.sort(byAge).slice(0, limit), total: org === undefined ? total : null };
      })(),
    );
  }

  check(): Promise<void> {
    return within(this.#backend.check());
  }
}
