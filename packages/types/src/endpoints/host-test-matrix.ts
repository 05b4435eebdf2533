import { z } from 'zod';
import { readEndpoint } from './endpoint.ts';
import { coverage } from './figures.ts';
import { limit } from './limit.ts';

export const hostTestMatrix = readEndpoint(
  'host-test-matrix',
  'The rows of each host and test, by host and test name',
  { limit: limit(10_000, 65_000) },
  z.array(z.strictObject({ hostname: z.string(), testName: z.string(), ...coverage })),
);
