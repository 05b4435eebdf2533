import { ApiError } from '@achilles/types';
import type { Context } from 'koa';

/** The query string of a request. @throws ApiError when it is not valid percent-encoded UTF-8 */
export function queryOf(ctx: Context): URLSearchParams {
  try {
    decodeURIComponent(ctx.querystring.replaceAll('+', ' '));
  } catch {
    throw new ApiError(
      'bad-request',
      'the query string is not valid percent-encoded UTF-8; encode a lone % as %25',
    );
  }
  return new URLSearchParams(ctx.querystring);
}
