import { z } from 'zod';
import { count } from '../endpoints/figures.ts';
import { one, trueOrFalse } from '../request/parameter.ts';
import { declareJob, uploadRequest } from './declare-job.ts';

/** Stores the executions of an uploaded NDJSON body (CONTRACT section 5). */
export const importJob = declareJob({
  summary: 'Stores execution documents from NDJSON, plain or gzip; repeating it changes nothing',
  permission: 'analytics:executions:write',
  request: uploadRequest(
    'executions/import',
    [
      'application/x-ndjson',
      'application/ndjson',
      'application/json',
      'application/gzip',
      'application/octet-stream',
    ],
    {
      strict: one(
        trueOrFalse.optional().transform((value) => value ?? false),
        'Whether refused lines fail the job; the other lines are stored all the same (default false)',
        'true',
      ),
    },
  ),
  payload: z.object({ upload: z.string(), bytes: count, strict: z.boolean() }),
  result: z.strictObject({
    added: count,
    replaced: count.describe('Documents that were there under the same id with another content'),
    unchanged: count,
    refused: count.describe('Lines that were not stored'),
    refusals: z
      .array(z.strictObject({ line: z.int().positive(), reason: z.string() }))
      .describe('The first 1,000 of them'),
  }),
  // Where the upload lies is ours alone.
  shown: {
    schema: z.strictObject({
      strict: z.boolean(),
      bytes: count.describe('Bytes of the upload as it was sent'),
    }),
    of: ({ strict, bytes }) => ({ strict, bytes }),
  },
});
