import {
  ErrorEnvelope,
  JOB_LIST_PARAMETERS,
  JOB_NAMES,
  JOBS,
  Job,
  type JobName,
  type JobRequest,
} from '@achilles/types';
import type { z } from 'zod';
import { ANALYTICS } from './analytics-path.ts';
import { failure, ID_IN_PATH, type Json, jsonContent, jsonSchema, parameter } from './openapi-parts.ts';

const header = (description: string): Json => ({ description, schema: { type: 'string' } });
const answered = (data: Json): Json =>
  jsonContent({
    type: 'object',
    properties: { success: { const: true }, data },
    required: ['success', 'data'],
  });
const JOB = { $ref: '#/components/schemas/Job' };
const QUEUE_AWAY = failure('The job queue is not available; Retry-After says when to try again');

const bodyOf = (request: JobRequest): Json => ({
  required: true,
  content:
    request.body === 'json'
      ? { 'application/json': { schema: jsonSchema(request.accepts, 'input') } }
      : Object.fromEntries(request.mediaTypes.map((type) => [type, { schema: { type: 'string' } }])),
});

function request(name: JobName, declared: JobRequest): Json {
  const { summary, permission, result } = JOBS[name];
  const parameters = declared.body === 'upload' ? declared.parameters : {};
  return {
    operationId: name,
    summary,
    description: `Permission: ${permission}`,
    parameters: Object.entries(parameters).map(([key, value]) => parameter(key, value)),
    requestBody: bodyOf(declared),
    responses: {
      202: {
        description: 'The job is queued',
        headers: { Location: header('Where to ask about it'), 'Retry-After': header('Seconds') },
        content: answered({ allOf: [JOB, { properties: { result: jsonSchema(result, 'output') } }] }),
      },
      400: failure('The request can not be followed; the message says what is accepted'),
      403: failure('A page of another origin asked'),
      415: failure('The body is of another type'),
      503: QUEUE_AWAY,
    },
  };
}

const requests = (): Json => {
  const paths: Json = {};
  for (const name of JOB_NAMES) {
    const declared: JobRequest | null = JOBS[name].request;
    if (declared !== null) paths[ANALYTICS + declared.path] = { post: request(name, declared) };
  }
  return paths;
};

/** The paths that jobs are asked for with, and those that tell of them. */
export const jobPaths = (): Json => ({
  ...requests(),
  [`${ANALYTICS}jobs`]: {
    get: {
      operationId: 'listJobs',
      summary: 'Jobs, the newest first',
      parameters: Object.entries(JOB_LIST_PARAMETERS).map(([key, value]) => parameter(key, value)),
      responses: {
        200: {
          description: 'The newest jobs',
          headers: { 'X-Total-Count': header('How many there are before the limit') },
          content: answered({ type: 'array', items: JOB }),
        },
        400: failure('The request can not be answered; the message names the parameter'),
        503: QUEUE_AWAY,
      },
    },
  },
  [`${ANALYTICS}jobs/{id}`]: {
    get: {
      operationId: 'getJob',
      summary: 'One job; kept for 30 days after its end',
      parameters: [ID_IN_PATH],
      responses: {
        200: {
          description: 'The job',
          headers: { 'Retry-After': header('Seconds, while it is not finished') },
          content: answered(JOB),
        },
        400: failure('The request can not be answered; the message names the parameter'),
        404: failure('There is no such job'),
        503: QUEUE_AWAY,
      },
    },
  },
});

/** The schemas that the paths refer to. */
export const jobSchemas = (): Json => ({
  ErrorEnvelope: jsonSchema(ErrorEnvelope, 'output'),
  Job: jsonSchema(Job as z.ZodType, 'output'),
});
