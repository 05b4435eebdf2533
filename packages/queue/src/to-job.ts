import { formatInstant, type Job, type JobRecord } from '@achilles/types';

/** A record as callers see it. */
export function toJob(record: JobRecord): Job {
  const { id, type, status, progress, requestedBy, org, createdAt, startedAt, finishedAt, result } = record;
  const error = record.error ?? record.trouble?.reason;
  return {
    id,
    type,
    status,
    progress,
    ...(result === undefined || result === null ? {} : { result }),
    ...(error === undefined || status === 'completed' ? {} : { error }),
    requestedBy,
    ...(org === undefined ? {} : { org }),
    createdAt: formatInstant(createdAt),
    ...(startedAt === undefined ? {} : { startedAt: formatInstant(startedAt) }),
    ...(finishedAt === undefined ? {} : { finishedAt: formatInstant(finishedAt) }),
  };
}
