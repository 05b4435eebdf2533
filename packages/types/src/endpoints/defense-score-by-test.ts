import { z } from 'zod';
import { readEndpoint } from './endpoint.ts';
import { count, figures } from './figures.ts';
import { breakdownLimit } from './limit.ts';

export const defenseScoreByTest = readEndpoint(
  'defense-score/by-test',
  'The defense score of each test name, best first',
  breakdownLimit,
  z.array(
    z.strictObject({
      name: z.string(),
      test_uuid: z.string(),
      test_name: z.string(),
      severity: z.string().nullable(),
      category: z.string().nullable(),
      testUuids: count,
      ...figures,
    }),
  ),
);
