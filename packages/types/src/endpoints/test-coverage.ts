import { z } from 'zod';
import { readEndpoint } from './endpoint.ts';
import { coverage } from './figures.ts';
import { breakdownLimit } from './limit.ts';

export const testCoverage = readEndpoint(
  'test-coverage',
  'The rows of each test name, most frequent first',
  breakdownLimit,
  z.array(z.strictObject({ name: z.string(), ...coverage })),
);
