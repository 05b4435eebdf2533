import { JOB_NAMES, JOBS, type JobName, type JobRequest } from '@achilles/types';
import { ANALYTICS } from './analytics-path.ts';
import { failure, type Json, jsonContent, jsonSchema, parameter } from './openapi-parts.ts';

/** A header of an answer. */
export const header = (description: string): Json => ({ description, schema: { type: 'string' } });
/** The envelope of an answer. */
export const answered = (data: Json): Json =>
  jsonContent({
    type: 'object',
    properties: { success: { const: true }, data },
    required: ['success', 'data'],
  });
/** The schema of a job, whatever its type. */
export const JOB: Json = { $ref: '#/components/schemas/Job' };
/** What a queue that can't answer is told as. */
export const QUEUE_AWAY = failure('The job queue is not available; Retry-After says when to try again');

const bodyOf = (request: JobRequest): Json => ({
  required: true,
  content:
    request.body === 'json'
      ? { 'application/json': { schema: jsonSchema(request.accepts, 'input') } }
      : Object.fromEntries(request.mediaTypes.map((type) => [type, { schema: { type: 'string' } }])),
});

/** A header of a request. */
const asked = (name: string, description: string, schema: Json, example: string): Json => ({
  name,
  in: 'header',
  required: false,
  description,
  example,
  schema,
});

const ASKED_HEADERS: readonly Json[] = [
  asked(
    'Prefer',
    'wait=N: waits up to N seconds, 60 at most, and answers 200 where the job is finished by then (RFC 7240)',
    { type: 'string' },
    'wait=10',
  ),
  asked(
    'Idempotency-Key',
    'Within 24 hours, the same request under the same key leads to the first job again',
    { type: 'string', minLength: 1, maxLength: 255, pattern: '^[ -~]+$' },
    '8e03978e-40d5-43dd-bc93-6894a57f9324',
  ),
];

const TAKEN_HEADERS: Json = {
  Location: header('Where to ask about it'),
  'Preference-Applied': header('The wait that was applied, such as wait=10'),
  'Idempotent-Replayed': header('true where the same request had led to this job before'),
};

/** The job with the fields of its result beside it. */
const finished = (data: Json, result: Json): Json =>
  jsonContent({
    type: 'object',
    properties: {
      ...(result.properties as Json | undefined),
      success: { type: 'boolean', description: 'Whether the job is completed' },
      error: { type: 'string', description: 'Why it is not' },
      data,
    },
    required: ['success', 'data'],
  });

function request(name: JobName, declared: JobRequest): Json {
  const { summary, permission, result, shown } = JOBS[name];
  const parameters = declared.body === 'upload' ? declared.parameters : {};
  const resultSchema = jsonSchema(result, 'output');
  const payload = jsonSchema(shown.schema, 'output');
  const taken = { allOf: [JOB, { properties: { payload } }] };
  const data = { allOf: [JOB, { properties: { payload, result: resultSchema } }] };
  return {
    operationId: name,
    summary,
    description: `Permission: ${permission}`,
    parameters: [
      ...Object.entries(parameters).map(([key, value]) => parameter(key, value)),
      ...ASKED_HEADERS,
    ],
    requestBody: bodyOf(declared),
    responses: {
      200: {
        description: 'The job is finished: it was waited for, or asked for before',
        headers: TAKEN_HEADERS,
        content: finished(data, resultSchema),
      },
      202: {
        description: 'The job is kept and not finished yet',
        headers: { ...TAKEN_HEADERS, 'Retry-After': header('Seconds') },
        content: answered(taken),
      },
      400: failure('The request can not be followed; the message says what is accepted'),
      403: failure('A page of another origin asked'),
      ...(declared.body === 'json' && { 413: failure('The body is larger than 1 MiB') }),
      415: failure('The body is of another type'),
      422: failure('The Idempotency-Key was used for another request'),
      503: QUEUE_AWAY,
    },
  };
}

/** The paths that jobs are asked for with. */
export const jobRequestPaths = (): Json => {
  const paths: Json = {};
  for (const name of JOB_NAMES) {
    const declared: JobRequest | null = JOBS[name].request;
    if (declared !== null) paths[ANALYTICS + declared.path] = { post: request(name, declared) };
  }
  return paths;
};
