import { z } from 'zod';
import { readEndpoint } from './endpoint.ts';
import { figures } from './figures.ts';
import { breakdownLimit } from './limit.ts';

export const defenseScoreByTechnique = readEndpoint(
  'defense-score/by-technique',
  'The defense score of each ATT&CK technique, best first',
  breakdownLimit,
  z.array(z.strictObject({ name: z.string(), ...figures })),
);
