import { z } from 'zod';
import { readEndpoint } from './endpoint.ts';
import { count, percentage } from './figures.ts';
import { breakdownLimit } from './limit.ts';

export const threatActorCoverage = readEndpoint(
  'threat-actor-coverage',
  'How much of what each threat actor does the EDR stopped, busiest first',
  breakdownLimit,
  z.array(
    z.strictObject({
      threatActor: z.string(),
      coverage: percentage.describe('protectedCount / totalExecutions, in percent'),
      testCount: count.describe('Distinct test UUIDs'),
      protectedCount: count,
      totalExecutions: count.describe('Conclusive rows without those under an accepted risk'),
    }),
  ),
);
