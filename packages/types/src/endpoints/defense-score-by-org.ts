import { z } from 'zod';
import { readEndpoint } from './endpoint.ts';
import { figures } from './figures.ts';
import { breakdownLimit } from './limit.ts';

export const defenseScoreByOrg = readEndpoint(
  'defense-score/by-org',
  'The defense score of each organization, best first',
  breakdownLimit,
  z.array(z.strictObject({ org: z.string(), orgName: z.string(), ...figures })),
);
