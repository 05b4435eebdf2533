import type { JobRecord } from '@achilles/types';
import type { Requester } from './job-queue.ts';

/** What is known of a job that is asked for. */
export interface NewJob {
  readonly id: string;
  readonly type: string;
  readonly payload: unknown;
  readonly requester: Requester;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The record of a job that nobody has taken yet. */
export const newRecord = ({ id, type, payload, requester, now }: NewJob): JobRecord => ({
  id,
  type,
  status: 'queued',
  progress: { phase: 'queued', done: 0, total: 0 },
  payload,
  requestedBy: requester.requestedBy,
  ...(requester.org === undefined ? {} : { org: requester.org }),
  createdAt: now,
  taken: 0,
});
