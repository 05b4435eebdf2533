import type { Job } from '@achilles/types';

/** A job in a state. */
export const jobThat = (more: Partial<Job> = {}): Job => ({
  id: 'import-1',
  type: 'import',
  status: 'queued',
  progress: { phase: 'queued', done: 0, total: 0 },
  requestedBy: 'anonymous',
  createdAt: '2026-04-23T10:00:00.000Z',
  ...more,
});
