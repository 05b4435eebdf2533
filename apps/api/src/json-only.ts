import { ApiError } from '@achilles/types';
import type { Context } from 'koa';

/** @throws ApiError `not-acceptable` for a caller that takes no JSON */
export function jsonOnly(ctx: Context): void {
  if (ctx.accepts('json')) return;
  throw new ApiError('not-acceptable', 'this endpoint answers application/json; change the Accept header');
}
