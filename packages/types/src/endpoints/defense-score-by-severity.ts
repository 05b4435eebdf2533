import { z } from 'zod';
import { readEndpoint } from './endpoint.ts';
import { figures } from './figures.ts';
import { breakdownLimit } from './limit.ts';

export const defenseScoreBySeverity = readEndpoint(
  'defense-score/by-severity',
  'The defense score of each severity, critical first',
  breakdownLimit,
  z.array(z.strictObject({ severity: z.string(), ...figures })),
);
