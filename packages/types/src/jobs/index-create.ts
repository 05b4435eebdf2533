import { z } from 'zod';
import { ApiError } from '../errors.ts';
import { declareJob, jsonRequest } from './declare-job.ts';

const MOST = 255;
const name = z
  .string({
    error: ({ input }) =>
      input === undefined
        ? 'is required: the index to create, such as achilles-results-2026.04'
        : 'must be the name of an index, such as achilles-results-2026.04',
  })
  .regex(/^[a-z0-9][a-z0-9._-]*$/, {
    error: ({ input }) =>
      `must be lower-case letters, digits, -, . and _, and start with a letter or digit, not '${input}'`,
  })
  .max(MOST, { error: `must be at most ${MOST} characters long` })
  .describe('The index; reads must match it');

/** Creates an index with the mapping of results (CONTRACT section 5). */
export const indexCreateJob = declareJob({
  summary: 'Creates an index for executions',
  permission: 'analytics:index:create',
  request: jsonRequest('index/create', z.strictObject({ index_name: name }), ({ index_name }, context) => {
    const problem = context.newIndexProblem(index_name);
    if (problem !== null)
      throw ApiError.badRequest([{ path: 'index_name', message: `index_name ${problem}` }]);
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
