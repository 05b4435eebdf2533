import { z } from 'zod';
import { one, wholeNumber } from '../request/parameter.ts';
import { readEndpoint } from './endpoint.ts';
import { count } from './figures.ts';
import { uncutLimit } from './limit.ts';

/** The days before now that a JavaScript date can hold: further back there is no time to have rows at. */
const MOST_DAYS = 100_000_000;

export const canonicalTestCount = readEndpoint(
  'canonical-test-count',
  'The test names of the last days, most frequent first; from and to do not apply',
  {
    days: one(
      wholeNumber(1, MOST_DAYS)
        .optional()
        .transform((days) => days ?? 90),
      'How many times 24 hours to look back from now (default 90)',
      '30',
    ),
    limit: uncutLimit(10_000),
  },
  z.strictObject({
    count: count.describe('Distinct test names, whatever the limit'),
    tests: z.array(z.string()),
    days: z.int().positive(),
  }),
);
