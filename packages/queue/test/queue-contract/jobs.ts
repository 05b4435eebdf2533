import { declareJob } from '@achilles/types';
import { z } from 'zod';

const plain = {
  permission: 'analytics:executions:write',
  payload: z.object({ rows: z.int() }),
  result: z.object({ rows: z.int() }),
  request: null,
  shown: { schema: z.strictObject({ rows: z.int() }), of: ({ rows }: { rows: number }) => ({ rows }) },
} as const;

/** The kinds of job of the contract. */
export const JOBS = {
  count: declareJob({ ...plain, summary: 'Counts', backoff: { first: 200, most: 400 } }),
  once: declareJob({ ...plain, summary: 'Joins', dedupeKey: ({ rows }) => `rows:${rows}` }),
  hasty: declareJob({ ...plain, summary: 'Gives up', retryFor: 300, backoff: { first: 200, most: 200 } }),
};

export const ME = { requestedBy: 'tester' };
