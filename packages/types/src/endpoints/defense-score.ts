import { z } from 'zod';
import { readEndpoint } from './endpoint.ts';
import { count, percentage } from './figures.ts';

export const defenseScore = readEndpoint(
  'defense-score',
  'The defense score and the counts behind it',
  {},
  z.strictObject({
    score: percentage.describe('(protected + detected) / total, in percent'),
    realScore: percentage.describe('protected / total, in percent'),
    rawScore: percentage.describe('The score with accepted risks counted'),
    protectedCount: count,
    detectedCount: count,
    unprotectedCount: count,
    totalExecutions: count.describe('protected + detected + unprotected'),
    riskAcceptedCount: count.describe('Units that only accepted risks keep out of the total'),
    riskAcceptedRows: count.describe('Rows that accepted risks cover'),
  }),
);
