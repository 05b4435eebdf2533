import { formatInstant, type Job, type JobRecord } from '@achilles/types';
import type { JobTypes } from './job-queue.ts';

/** What callers are told of a payload; nothing of one that its declaration does not know any more. */
function shownPayload(jobs: JobTypes, { type, payload }: JobRecord): Pick<Job, 'payload'> {
  const declared = Object.hasOwn(jobs, type) ? jobs[type] : undefined;
  const parsed = declared?.payload.safeParse(payload);
  if (declared === undefined || parsed?.success !== true) return {};
  return { payload: declared.shown.of(parsed.data) as Record<string, unknown> };
}

/** A record as callers see it. */
export function toJob(jobs: JobTypes, record: JobRecord): Job {
  const { id, type, status, progress, requestedBy, org, createdAt, startedAt, finishedAt, result } = record;
  const error = record.error ?? record.trouble?.reason;
  return {
    id,
    type,
    status,
    progress,
    ...shownPayload(jobs, record),
    ...(result === undefined || result === null ? {} : { result }),
    ...(error === undefined || status === 'completed' ? {} : { error }),
    requestedBy,
    ...(org === undefined ? {} : { org }),
    createdAt: formatInstant(createdAt),
    ...(startedAt === undefined ? {} : { startedAt: formatInstant(startedAt) }),
    ...(finishedAt === undefined ? {} : { finishedAt: formatInstant(finishedAt) }),
  };
}
