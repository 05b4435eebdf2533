import { z } from 'zod';
import { ApiError } from '../errors.ts';
import { declareJob, jsonRequest } from './declare-job.ts';

const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]*$/, {
    error: 'must be lower-case letters, digits, -, . and _, and start with a letter or digit',
  })
  .max(255)
  .describe('The index; reads must match it');

/** Creates an index with the mapping of results (CONTRACT section 5). */
export const indexCreateJob = declareJob({
  summary: 'Creates an index for executions',
  permission: 'analytics:index:create',
  request: jsonRequest('index/create', z.strictObject({ index_name: name }), ({ index_name }, context) => {
    const problem = context.newIndexProblem(index_name);
    if (problem !== null) throw ApiError.badRequest([{ path: 'index_name', message: problem }]);
    return { index: index_name };
  }),
  payload: z.object({ index: z.string() }),
  result: z.strictObject({
    created: z.boolean().describe('Whether it was not there before'),
    message: z.string(),
  }),
  shown: {
    schema: z.strictObject({ index_name: z.string() }),
    of: ({ index }) => ({ index_name: index }),
  },
});
