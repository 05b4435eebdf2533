import { type ImportStaging, newIndexProblem } from '@achilles/query-core';
import { IdempotencyConflict, type JobQueue, newJobId } from '@achilles/queue';
import {
  JOBS,
  type Job,
  type JobName,
  type Jobs,
  type JsonJobRequest,
  type PayloadOf,
  parseBody,
  parseParameters,
  type UploadJobRequest,
} from '@achilles/types';
import type { Context } from 'koa';
import type { IndicesDependencies } from '../indices-api.ts';
import { queryOf } from '../query-of.ts';
import { readJsonBody } from '../read-json-body.ts';
import type { Caller } from '../requester.ts';
import { checkUploadHeaders, uploadBody } from '../upload-body.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { jsonFingerprint, UploadFingerprint } from './request-fingerprint.ts';

/** What jobs are kept with. */
export interface TakeContext {
  readonly queue: JobQueue<Jobs>;
  readonly staging: ImportStaging;
  readonly indices: IndicesDependencies['indices'];
  readonly clock: () => number;
}

/** A job that was asked for. */
export interface TakenJob {
  readonly job: Job;
  /** Whether the same request led to it before. */
  readonly isReplay: boolean;
}

/** Keeps a job that is asked for with JSON. */
export async function takeJson(
  ctx: Context,
  name: JobName,
  { accepts, toPayload }: JsonJobRequest,
  { queue, indices, clock, caller }: TakeContext & { readonly caller: Caller },
): Promise<TakenJob> {
  parseParameters({}, queryOf(ctx));
  const key = idempotencyKey(ctx.req);
  const sent = await readJsonBody(ctx);
  const body = parseBody(accepts, sent);
  const repeat = key === null ? undefined : { key, fingerprint: jsonFingerprint(sent) };
  const first = repeat === undefined ? null : await queue.findRepeated(name, caller, repeat.key);
  // Before its times are resolved: what was right when it came first may not be any more.
  if (first !== null && first.fingerprint === repeat?.fingerprint) return { job: first.job, isReplay: true };
  const payload = toPayload(body, {
    now: clock(),
    org: caller.org,
    newIndexProblem: (index) => newIndexProblem(indices.settings, index),
  }) as PayloadOf<typeof name>;
  return { job: await queue.submit(name, payload, caller, { repeat }), isReplay: false };
}

/** Reads what goes by, and keeps nothing of it. */
async function readAway(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of bytes) void chunk;
}

/**
 * Keeps the body, then the job; a body whose job could not be kept is removed. Where the same request came before, its
 * body is compared with the first one and not kept.
 */
export async function takeUpload(
  ctx: Context,
  name: JobName,
  { mediaTypes, parameters }: UploadJobRequest,
  { queue, staging, caller }: TakeContext & { readonly caller: Caller },
): Promise<TakenJob> {
  const given = parseParameters(parameters, queryOf(ctx));
  checkUploadHeaders(ctx, mediaTypes);
  const key = idempotencyKey(ctx.req);
  const fingerprint = new UploadFingerprint(given);
  const body = key === null ? uploadBody(ctx) : fingerprint.of(uploadBody(ctx));
  // Before the body, which may be large, is taken in vain.
  await queue.check();
  const first = key === null ? null : await queue.findRepeated(name, caller, key);
  if (first !== null) {
    await readAway(body);
    if (first.fingerprint !== fingerprint.digest()) throw new IdempotencyConflict(first.job.id);
    return { job: (await queue.get(first.job.id)) ?? first.job, isReplay: true };
  }
  const id = newJobId(name);
  const { bytes } = await staging.put(id, body);
  try {
    const payload = JOBS[name].payload.parse({ ...given, upload: id, bytes }) as PayloadOf<typeof name>;
    const repeat = key === null ? undefined : { key, fingerprint: fingerprint.digest() };
    return { job: await queue.submit(name, payload, caller, { id, repeat }), isReplay: false };
  } catch (error) {
    await staging.remove(id).catch((fault: unknown) => ctx.state.log?.warn({ err: fault }, 'upload left'));
    throw error;
  }
}
