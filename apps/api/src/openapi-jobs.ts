import { ErrorEnvelope, JOB_LIST_PARAMETERS, Job } from '@achilles/types';
import type { z } from 'zod';
import { ANALYTICS } from './analytics-path.ts';
import { answered, header, JOB, jobRequestPaths, QUEUE_AWAY } from './openapi-job-requests.ts';
import { failure, ID_IN_PATH, type Json, jsonSchema, parameter } from './openapi-parts.ts';

const BAD_REQUEST = failure('The request can not be answered; the message names the parameter');
const NO_JOB = failure('There is no such job');
const SEEN_BY = 'For holders of the permission of its type, and for whoever asked for it';

/** The paths that jobs are asked for with, and those that tell of them. */
export const jobPaths = (): Json => ({
  ...jobRequestPaths(),
  [`${ANALYTICS}jobs`]: {
    get: {
      operationId: 'listJobs',
      summary: 'Jobs, the newest first',
      description: 'Those whose type its caller has the permission of, and its own',
      parameters: Object.entries(JOB_LIST_PARAMETERS).map(([key, value]) => parameter(key, value)),
      responses: {
        200: {
          description: 'The newest jobs',
          headers: { 'X-Total-Count': header('How many there are before the limit') },
          content: answered({ type: 'array', items: JOB }),
        },
        400: BAD_REQUEST,
        403: failure('Another organization than that of the credentials is asked for'),
        503: QUEUE_AWAY,
      },
    },
  },
  [`${ANALYTICS}jobs/{id}`]: {
    get: {
      operationId: 'getJob',
      summary: 'One job; kept for 30 days after its end',
      description: SEEN_BY,
      parameters: [ID_IN_PATH],
      responses: {
        200: {
          description: 'The job',
          headers: { 'Retry-After': header('Seconds, while it is not finished') },
          content: answered(JOB),
        },
        400: BAD_REQUEST,
        404: NO_JOB,
        503: QUEUE_AWAY,
      },
    },
    delete: {
      operationId: 'cancelJob',
      summary: 'Cancels a job that is not finished',
      description: SEEN_BY,
      parameters: [ID_IN_PATH],
      responses: {
        200: { description: 'The job is cancelled', content: answered(JOB) },
        202: {
          description: 'The job is under way; its worker ends it within about a second',
          headers: { Location: header('Where to ask about it'), 'Retry-After': header('Seconds') },
          content: answered(JOB),
        },
        400: BAD_REQUEST,
        403: failure('A page of another origin asked'),
        404: NO_JOB,
        409: failure('The job is completed or failed; the message says when'),
        503: QUEUE_AWAY,
      },
    },
  },
  [`${ANALYTICS}jobs/{id}/events`]: {
    get: {
      operationId: 'followJob',
      summary: 'What happens to a job, as server-sent events, to its end',
      description: `${SEEN_BY}. At once and after each change an event whose data is the job: progress while it is not finished, then one that is named after how it ended, the last. Last-Event-ID changes nothing, since each event tells the whole job.`,
      parameters: [ID_IN_PATH],
      responses: {
        200: {
          description: 'The events',
          content: { 'text/event-stream': { schema: { type: 'string' } } },
        },
        400: BAD_REQUEST,
        404: NO_JOB,
        406: failure('Only text/event-stream is answered'),
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
