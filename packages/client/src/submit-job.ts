import {
  JOBS,
  type Job,
  type JobName,
  type JobRequest,
  type Jobs,
  type JsonJobRequest,
  type ShownPayloadOf,
  type UploadJobRequest,
} from '@achilles/types';
import type { z } from 'zod';
import type { Body, CallApi } from './call-api.ts';
import type { Cancellable } from './cancellable.ts';
import { type QueryOf, queryString } from './query.ts';
import { jobIn } from './read-job.ts';

type RequestFor<N extends JobName> = Jobs[N]['request'];

/** The jobs that may be asked for. */
export type SubmittedJob = { [N in JobName]: RequestFor<N> extends JobRequest ? N : never }[JobName];

/** What a request for a job takes: its JSON, or the bytes of an upload. */
export type JobBody<N extends SubmittedJob> =
  RequestFor<N> extends JsonJobRequest<infer S> ? z.input<S> : Body;

/** The parameters of a request for a job. */
export type JobQuery<N extends SubmittedJob> =
  RequestFor<N> extends UploadJobRequest<infer Q> ? QueryOf<Q> : Readonly<Record<string, never>>;

/** The record of a job of one type. */
export type JobOf<N extends JobName> = Job & { readonly type: N; readonly payload?: ShownPayloadOf<N> };

/** How a job is asked for. */
export interface SubmitOptions<N extends SubmittedJob> extends Cancellable {
  readonly query?: JobQuery<N>;
  /** Seconds to wait for its end before the answer, 60 at most; what is answered may be finished or not. */
  readonly wait?: number;
  /** Within 24 hours the same request under the same key leads to the first job. It is also repeated where it fails. */
  readonly idempotencyKey?: string;
}

/** Asks for a job. @throws RequestFailed, with 422 for a key that was used for another request */
export async function submitJob<N extends SubmittedJob>(
  call: CallApi,
  name: N,
  body: JobBody<N>,
  { query, wait, idempotencyKey, signal }: SubmitOptions<N>,
): Promise<JobOf<N>> {
  const request = JOBS[name].request as JobRequest;
  const isJson = request.body === 'json';
  const sent = isJson ? JSON.stringify(body) : (body as Body);
  const response = await call({
    path: `/api/analytics/${request.path}${queryString(query ?? {})}`,
    method: 'POST',
    headers: {
      'Content-Type': isJson ? 'application/json' : (request.mediaTypes[0] ?? 'application/octet-stream'),
      ...(wait !== undefined && { Prefer: `wait=${wait}` }),
      ...(idempotencyKey !== undefined && { 'Idempotency-Key': idempotencyKey }),
    },
    body: sent,
    // A stream is read by the first attempt.
    mayRepeat: idempotencyKey !== undefined && typeof sent === 'string',
    signal,
  });
  return (await jobIn(response)) as JobOf<N>;
}
