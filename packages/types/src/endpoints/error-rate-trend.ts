import { z } from 'zod';
import { readEndpoint } from './endpoint.ts';
import { count, instant, percentage } from './figures.ts';
import { trendParameters } from './trend.ts';

export const errorRateTrend = readEndpoint(
  'error-rate/trend',
  'The error rate over time; days and hours are smoothed over 7 days unless windowDays says otherwise',
  trendParameters,
  z.array(
    z.strictObject({
      timestamp: instant.describe('Calendar start of the bucket'),
      errorRate: percentage,
      errorCount: count,
      conclusiveCount: count,
      total: count.describe('errors + conclusive'),
      partial: z.boolean().describe('Whether the window cuts the bucket'),
    }),
  ),
);
