import { StoreError } from '@achilles/query-core';
import { IdempotencyConflict, QueueError } from '@achilles/queue';
import { ApiError, type ErrorEnvelope } from '@achilles/types';
import type { Context, Middleware } from 'koa';
import { CallerLeft } from '../caller-left.ts';

/** Seconds after which a caller may try again what could not be reached. */
const RETRY_AFTER = '5';

const waitFor = (message: string, cause: unknown): ApiError =>
  new ApiError('unavailable', message, { cause, headers: { 'Retry-After': RETRY_AFTER } });

function ofStore(cause: StoreError): ApiError {
  const { failure } = cause;
  switch (failure) {
    case 'unavailable':
      return waitFor('the data store is not available; try again shortly', cause);
    case 'overloaded':
      return waitFor('the data store takes no more work for now; try again shortly', cause);
    case 'timeout': {
      const message = 'the data store took too long; try again, or ask for less';
      return new ApiError('timeout', message, { cause, headers: { 'Retry-After': RETRY_AFTER } });
    }
    case 'crowded': {
      const message =
        'as many walks and exports are under way as may be; those that are not gone on with end after five minutes, so try again then, or sooner';
      return new ApiError('too-many-requests', message, { cause, headers: { 'Retry-After': '60' } });
    }
    case 'gone': {
      const message =
        'the snapshot of this cursor is not open any more: it ends five minutes after its last use, or earlier where nobody has come back to it and others need its place; begin anew without a cursor';
      return new ApiError('gone', message, { cause });
    }
    case 'unreadable':
      return new ApiError('internal', cause.message, { cause });
    case 'cancelled':
    case 'failed': {
      const message = 'the data store could not answer; the log has the cause under this request id';
      return new ApiError('internal', message, { cause });
    }
    default:
      return failure satisfies never;
  }
}

/** Neither here nor in readiness is it hidden that there is a queue; what is wrong with it is for operators. */
const ofQueue = (cause: QueueError): ApiError =>
  waitFor('the job queue is not available; try again shortly', cause);

/** Any error as one that may be shown: what is not meant for callers becomes a plain 500. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof StoreError) return ofStore(error);
  if (error instanceof QueueError) return ofQueue(error);
  if (error instanceof IdempotencyConflict) return new ApiError('unprocessable', error.message);
  return new ApiError('internal', 'something went wrong; the log has the cause under this request id', {
    cause: error,
  });
}

function reply(ctx: Context, error: ApiError): void {
  const body: ErrorEnvelope = { success: false, error: error.message };
  if (error.details !== undefined) body.details = [...error.details];
  ctx.status = error.status;
  ctx.set(error.headers);
  ctx.body = body;
}

/** Words what the router leaves without a body: a path that is not mounted, a method that is not offered there. */
function refuseUnanswered(ctx: Context): void {
  if (ctx.body !== undefined && ctx.body !== '') return;
  if (ctx.status === 404) {
    const message = `there is nothing at ${ctx.path}; the endpoints are below /api/analytics/`;
    throw new ApiError('not-found', message);
  }
  if (ctx.status === 405 || ctx.status === 501) {
    const offered = ctx.response.get('Allow');
    throw new ApiError('method-not-allowed', `${ctx.method} is not offered here; the path takes ${offered}`);
  }
}

const CLIENT_CLOSED_REQUEST = 499;

/** Answers every failure with the envelope of CONTRACT section 8 and logs the causes of those that are ours. */
export const errors: Middleware = async (ctx, next) => {
  try {
    await next();
    refuseUnanswered(ctx);
  } catch (error) {
    const hasLeft =
      error instanceof CallerLeft || (error instanceof StoreError && error.failure === 'cancelled');
    if (hasLeft) {
      ctx.status = CLIENT_CLOSED_REQUEST;
      return;
    }
    const shown = toApiError(error);
    if (shown.status >= 500) ctx.state.log?.error({ err: shown.cause ?? shown }, shown.message);
    reply(ctx, shown);
  }
};
