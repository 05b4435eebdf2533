import { z } from 'zod';
import { readEndpoint } from './endpoint.ts';
import { count, instant, percentage } from './figures.ts';
import { trendParameters } from './trend.ts';

export const defenseScoreTrend = readEndpoint(
  'defense-score/trend',
  'The defense score over time, in contiguous calendar buckets',
  trendParameters,
  z.array(
    z.strictObject({
      timestamp: instant.describe('Calendar start of the bucket'),
      score: percentage,
      realScore: percentage,
      rawScore: percentage,
      total: count,
      protected: count,
      detected: count,
      unprotected: count,
      riskAccepted: count,
      partial: z.boolean().describe('Whether the window cuts the bucket'),
    }),
  ),
);
