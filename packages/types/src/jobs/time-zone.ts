import { z } from 'zod';
import { isZone } from '../time/zone.ts';

/** The zone of the times in a job's body. */
export const timezone = z
  .string()
  .refine(isZone, { error: ({ input }) => `must be an IANA time zone such as Europe/Paris, not '${input}'` })
  .default('UTC')
  .describe('IANA time zone of times without an offset, and of rounding (default UTC)');
