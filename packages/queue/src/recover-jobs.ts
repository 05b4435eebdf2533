import { isFinished, type JobRecord, type JobRecords } from '@achilles/types';
import type { JobsOfType, QueueBackend } from './backends/queue-backend.ts';
import { endedEarly } from './ended-early.ts';
import { enqueue } from './enqueue.ts';
import type { JobTypes } from './job-queue.ts';
import { StoredJob } from './stored-job.ts';

/** Where jobs are kept, and where they are handed out. */
export interface RecoverOptions {
  readonly backend: QueueBackend;
  readonly records: JobRecords;
  readonly jobs: JobTypes;
  readonly clock: () => number;
}

const PAGE = 10_000;
/** A job that joins others is left to who submits it for so long: the engine has to learn what it joins by. */
const JOINING_MS = 10_000;
const LOST_TOO_OFTEN = 'given up: its worker was lost again and again; the logs of the workers may tell why';

/** Every record of a job that has not ended, read until no page brings a new one. */
async function unfinished(records: JobRecords, types: readonly string[]): Promise<JobRecord[]> {
  const found = new Map<string, JobRecord>();
  for (let createdTo: number | undefined; ; ) {
    const page = await records.list({ types, statuses: ['queued', 'active'], createdTo, limit: PAGE });
    const before = found.size;
    for (const record of page.records) found.set(record.id, record);
    if (page.records.length < PAGE || found.size === before) return [...found.values()];
    createdTo = page.records.at(-1)?.createdAt;
  }
}

/**
 * Whether the engine gave a job up by itself, which it does for one reason only: those that a worker ended there carry how
 * their record ended, an earlier one of the same id.
 */
async function gaveUp(queue: JobsOfType, id: string): Promise<boolean> {
  const stored = StoredJob.safeParse((await queue.getJob(id))?.data);
  return !stored.success || !isFinished(stored.data.job);
}

/**
 * Has the engine hand out every unfinished job that it does not know: it was emptied, or the process that submitted the
 * job ended in between. Any number of workers may do so at once.
 * @returns the jobs that it had to be told of
 */
export async function recoverJobs({ backend, records, jobs, clock }: RecoverOptions): Promise<string[]> {
  const recovered: string[] = [];
  for (const { id, type, createdAt } of await unfinished(records, Object.keys(jobs))) {
    const queue = await backend.queue(type);
    const state = await queue.getJobState(id);
    if (state !== 'unknown' && state !== 'completed' && state !== 'failed') continue;
    // It may have ended since it was listed.
    const record = await records.get(id);
    if (record === null || isFinished(record)) continue;
    const joins = jobs[type]?.dedupeKey(record.payload) !== null;
    if (joins && clock() - createdAt < JOINING_MS) continue;
    if (state === 'failed' && (await gaveUp(queue, id))) {
      await records.change(id, (kept) =>
        isFinished(kept)
          ? kept
          : endedEarly(kept, { status: 'failed', error: LOST_TOO_OFTEN, finishedAt: clock() }),
      );
      continue;
    }
    await enqueue(jobs, queue, record);
    recovered.push(id);
  }
  return recovered;
}
