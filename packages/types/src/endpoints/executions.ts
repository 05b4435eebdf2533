import { z } from 'zod';
import { readEndpoint } from './endpoint.ts';
import { RecentExecution } from './execution-row.ts';
import { include } from './include.ts';
import { limit } from './limit.ts';

export const executions = readEndpoint(
  'executions',
  'The newest executions',
  { limit: limit(50, 10_000, 'How many rows to answer, the newest first'), ...include },
  z.array(RecentExecution),
);
