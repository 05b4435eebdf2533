import { z } from 'zod';
import { readEndpoint } from './endpoint.ts';
import { figures } from './figures.ts';
import { breakdownLimit } from './limit.ts';

export const defenseScoreByCategory = readEndpoint(
  'defense-score/by-category',
  'The defense score of each category, best first',
  breakdownLimit,
  z.array(z.strictObject({ category: z.string(), ...figures })),
);
