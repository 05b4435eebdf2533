import { z } from 'zod';
import { readEndpoint } from './endpoint.ts';
import { count, figures } from './figures.ts';
import { breakdownLimit } from './limit.ts';

export const defenseScoreByHostname = readEndpoint(
  'defense-score/by-hostname',
  'The defense score of each host, busiest first',
  breakdownLimit,
  z.array(z.strictObject({ hostname: z.string(), total: count, ...figures })),
);
