import { z } from 'zod';
import { readEndpoint } from './endpoint.ts';
import { coverage } from './figures.ts';
import { breakdownLimit } from './limit.ts';

export const techniqueDistribution = readEndpoint(
  'technique-distribution',
  'The rows of each ATT&CK technique, most frequent first',
  breakdownLimit,
  z.array(z.strictObject({ technique: z.string(), ...coverage })),
);
