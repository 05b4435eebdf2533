import { StoreError } from '@achilles/query-core';
import { ApiError, type ErrorEnvelope } from '@achilles/types';
import type { Context, Middleware } from 'koa';

/** Seconds after which a caller may try a store again that could not be reached. */
const RETRY_AFTER = '5';

const ofStore = (error: StoreError): ApiError =>
  error.failure === 'unavailable'
    ? new ApiError('unavailable', 'the data store is not available; try again shortly', {
        cause: error,
        headers: { 'Retry-After': RETRY_AFTER },
      })
    : new ApiError(
        'internal',
        'the data store could not answer; the log has the cause under this request id',
        {
          cause: error,
        },
      );

/** Any error as one that may be shown: what is not meant for callers becomes a plain 500. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof StoreError) return ofStore(error);
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
    if (error instanceof StoreError && error.failure === 'cancelled') {
      ctx.status = CLIENT_CLOSED_REQUEST;
      return;
    }
    const shown = toApiError(error);
    if (shown.status >= 500) ctx.state.log?.error({ err: shown.cause ?? shown }, shown.message);
    reply(ctx, shown);
  }
};
