import { z } from 'zod';

/** What a time may be, for whoever gave none. */
export const ANY_TIME = 'an ISO time, epoch milliseconds, or now-90d';

/** A time of a job's body, as text; it is resolved with the job's clock and zone. */
export const timeField = z.union([z.string(), z.number().transform(String)], {
  error: ({ input }) => (input === undefined ? `is required: ${ANY_TIME}` : `must be ${ANY_TIME}`),
});
