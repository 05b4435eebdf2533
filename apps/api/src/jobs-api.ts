import { type ImportStaging, newIndexProblem } from '@achilles/query-core';
import { type JobQueue, newJobId } from '@achilles/queue';
import {
  ApiError,
  JOB_LIST_PARAMETERS,
  JOB_NAMES,
  JOBS,
  type Job,
  type JobName,
  type JobRequest,
  type Jobs,
  type PayloadOf,
  parseBody,
  parseParameters,
} from '@achilles/types';
import type Router from '@koa/router';
import type { Context } from 'koa';
import { ANALYTICS } from './analytics-path.ts';
import type { IndicesDependencies } from './indices-api.ts';
import { queryOf } from './query-of.ts';
import { readJsonBody } from './read-json-body.ts';
import { ANONYMOUS } from './requester.ts';
import { checkUploadHeaders, uploadBody } from './upload-body.ts';

/** What jobs are asked for with. */
export interface JobsDependencies {
  readonly queue: JobQueue<Jobs>;
  readonly staging: ImportStaging;
  readonly indices: IndicesDependencies['indices'];
}

type UploadRequest = Extract<JobRequest, { body: 'upload' }>;
type JsonRequest = Extract<JobRequest, { body: 'json' }>;

/** Seconds until there may be something new to ask a job about. */
const ASK_AGAIN = '1';
const JOBS_PATH = `${ANALYTICS}jobs`;

/** Keeps the body, then the job; a body whose job could not be kept is removed. */
async function takeUpload(
  ctx: Context,
  name: JobName,
  { mediaTypes, parameters }: UploadRequest,
  { queue, staging }: JobsDependencies,
): Promise<Job> {
  const given = parseParameters(parameters, queryOf(ctx));
  checkUploadHeaders(ctx, mediaTypes);
  // Before the body, which may be large, is taken in vain.
  await queue.check();
  const id = newJobId(name);
  const { bytes } = await staging.put(id, uploadBody(ctx));
  try {
    const payload = JOBS[name].payload.parse({ ...given, upload: id, bytes }) as PayloadOf<typeof name>;
    return await queue.submit(name, payload, ANONYMOUS, { id });
  } catch (error) {
    await staging.remove(id).catch((fault: unknown) => ctx.state.log?.warn({ err: fault }, 'upload left'));
    throw error;
  }
}

async function takeJson(
  ctx: Context,
  name: JobName,
  { accepts, toPayload }: JsonRequest,
  { queue, indices: { settings } }: JobsDependencies,
): Promise<Job> {
  parseParameters({}, queryOf(ctx));
  const body = parseBody(accepts, await readJsonBody(ctx));
  const payload = toPayload(body, {
    now: Date.now(),
    org: ANONYMOUS.org,
    newIndexProblem: (index) => newIndexProblem(settings, index),
  }) as PayloadOf<typeof name>;
  return queue.submit(name, payload, ANONYMOUS);
}

/** Mounts a POST for every declared job that may be asked for; it answers as soon as the job is kept. */
function mountRequests(router: Router, dependencies: JobsDependencies): void {
  for (const name of JOB_NAMES) {
    const request: JobRequest | null = JOBS[name].request;
    if (request === null) continue;
    router.post(ANALYTICS + request.path, async (ctx) => {
      const job =
        request.body === 'upload'
          ? await takeUpload(ctx, name, request, dependencies)
          : await takeJson(ctx, name, request, dependencies);
      ctx.status = 202;
      ctx.set({ Location: `${JOBS_PATH}/${job.id}`, 'Retry-After': ASK_AGAIN });
      ctx.body = { success: true, data: job };
    });
  }
}

/** Mounts what jobs are asked for with, and what tells of them (CONTRACT section 5). */
export function mountJobs(router: Router, dependencies: JobsDependencies): void {
  const { queue } = dependencies;
  mountRequests(router, dependencies);
  router.get(JOBS_PATH, async (ctx) => {
    const { type, status, limit } = parseParameters(JOB_LIST_PARAMETERS, queryOf(ctx));
    const { org } = ANONYMOUS;
    const { jobs, total } = await queue.list({ types: type, statuses: status, limit, org });
    ctx.set('X-Total-Count', String(total));
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { success: true, data: jobs };
  });
  router.get(`${JOBS_PATH}/:id`, async (ctx) => {
    parseParameters({}, queryOf(ctx));
    const id = ctx.params.id ?? '';
    const job = await queue.get(id);
    const { org } = ANONYMOUS;
    // Another organization's job is one that there is none of.
    if (job === null || (org !== undefined && job.org !== org))
      throw new ApiError('not-found', `there is no job ${id}, or it ended more than 30 days ago`);
    if (job.finishedAt === undefined) ctx.set('Retry-After', ASK_AGAIN);
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { success: true, data: job };
  });
}
