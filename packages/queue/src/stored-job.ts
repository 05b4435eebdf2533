import { z } from 'zod';

/** Failures in a row that are being retried. */
const Trouble = z.object({ since: z.number(), failures: z.number(), reason: z.string() });
export type Trouble = z.output<typeof Trouble>;

/** What the queue keeps of a job beside its engine's own fields; times are epoch milliseconds. */
export const StoredJob = z.object({
  payload: z.unknown(),
  requestedBy: z.string(),
  org: z.string().optional(),
  startedAt: z.number().optional(),
  /** Where the next worker goes on; what is in it is the processor's business. */
  checkpoint: z.unknown().optional(),
  trouble: Trouble.optional(),
  /** The result of a job that failed all the same. */
  result: z.unknown().optional(),
});
export type StoredJob = z.output<typeof StoredJob>;
