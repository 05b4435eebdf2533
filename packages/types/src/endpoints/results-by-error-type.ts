import { z } from 'zod';
import { readEndpoint } from './endpoint.ts';
import { count } from './figures.ts';
import { breakdownLimit } from './limit.ts';

export const resultsByErrorType = readEndpoint(
  'results-by-error-type',
  'The rows of each exit code, most frequent first',
  breakdownLimit,
  z.array(
    z.strictObject({
      name: z.string().describe('The most frequent error name of the code'),
      code: z.int().nullable().describe('null for rows without a code'),
      count: count.describe('Rows'),
    }),
  ),
);
