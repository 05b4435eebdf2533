import {
  isFinished,
  JOB_LIST_PARAMETERS,
  JOB_NAMES,
  JOBS,
  type JobRequest,
  parseParameters,
  resolveWindow,
} from '@achilles/types';
import type Router from '@koa/router';
import { ANALYTICS } from './analytics-path.ts';
import { cancelJob } from './jobs/cancel-job.ts';
import { seenJob } from './jobs/may-see-job.ts';
import { ASK_AGAIN, JOBS_PATH, replyJob } from './jobs/reply-job.ts';
import { eventsOnly, sendJobEvents } from './jobs/send-job-events.ts';
import { type TakeContext, takeJson, takeUpload } from './jobs/take-job.ts';
import { visibleJobs } from './jobs/visible-jobs.ts';
import { queryOf } from './query-of.ts';
import { ANONYMOUS } from './requester.ts';

/** What jobs are asked for with. */
export interface JobsDependencies extends TakeContext {
  /** Given when the process stops: whoever waits for a job then is answered with what it is. */
  readonly stopping: AbortSignal;
}

/** Mounts a POST for every declared job that may be asked for. */
function mountRequests(router: Router, dependencies: JobsDependencies): void {
  const context = { ...dependencies, caller: ANONYMOUS };
  for (const name of JOB_NAMES) {
    const request: JobRequest | null = JOBS[name].request;
    if (request === null) continue;
    router.post(ANALYTICS + request.path, async (ctx) => {
      const taken =
        request.body === 'upload'
          ? await takeUpload(ctx, name, request, context)
          : await takeJson(ctx, name, request, context);
      await replyJob(ctx, taken, dependencies);
    });
  }
}

/** Mounts what jobs are asked for with, and what tells of them (CONTRACT section 5). */
export function mountJobs(router: Router, dependencies: JobsDependencies): void {
  const { queue, clock } = dependencies;
  const caller = ANONYMOUS;
  mountRequests(router, dependencies);
  router.get(JOBS_PATH, async (ctx) => {
    const { type, status, org, requestedBy, from, to, timezone, limit } = parseParameters(
      JOB_LIST_PARAMETERS,
      queryOf(ctx),
    );
    // Jobs are few enough to be listed without bounds, which executions are not.
    const isOpen = from === undefined && to === undefined;
    const window = isOpen ? null : resolveWindow({ from, to, timezone }, clock());
    const { jobs, total } = await visibleJobs(queue, caller, {
      types: type,
      statuses: status,
      org,
      requestedBy,
      createdFrom: window?.from ?? undefined,
      createdTo: window?.to ?? undefined,
      limit,
    });
    ctx.set({ 'X-Total-Count': String(total), 'Cache-Control': 'no-store' });
    ctx.body = { success: true, data: jobs };
  });
  router.get(`${JOBS_PATH}/:id`, async (ctx) => {
    parseParameters({}, queryOf(ctx));
    const id = ctx.params.id ?? '';
    const job = seenJob(caller, id, await queue.get(id));
    if (!isFinished(job)) ctx.set('Retry-After', ASK_AGAIN);
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { success: true, data: job };
  });
  router.delete(`${JOBS_PATH}/:id`, async (ctx) => {
    parseParameters({}, queryOf(ctx));
    const job = await cancelJob(queue, caller, ctx.params.id ?? '');
    ctx.status = isFinished(job) ? 200 : 202;
    if (!isFinished(job)) ctx.set({ Location: `${JOBS_PATH}/${job.id}`, 'Retry-After': ASK_AGAIN });
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { success: true, data: job };
  });
  router.get(`${JOBS_PATH}/:id/events`, async (ctx) => {
    parseParameters({}, queryOf(ctx));
    eventsOnly(ctx);
    const id = ctx.params.id ?? '';
    sendJobEvents(ctx, seenJob(caller, id, await queue.get(id)), dependencies);
  });
}
