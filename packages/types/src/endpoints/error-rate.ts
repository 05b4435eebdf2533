import { z } from 'zod';
import { readEndpoint } from './endpoint.ts';
import { count, percentage } from './figures.ts';

export const errorRate = readEndpoint(
  'error-rate',
  'The share of executions that failed to run as a test',
  {},
  z.strictObject({
    errorRate: percentage.describe('errorCount / totalTestActivity, in percent'),
    errorCount: count,
    conclusiveCount: count,
    totalTestActivity: count.describe('errors + conclusive'),
  }),
);
