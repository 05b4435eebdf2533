import { type AskContext, ask, EVERY_ORGANIZATION } from '@achilles/query-core';
import {
  ApiError,
  ENDPOINTS,
  type Endpoint,
  type EndpointName,
  FILTERS,
  parseParameters,
  type RequestOf,
} from '@achilles/types';
import type Router from '@koa/router';
import type { Context } from 'koa';
import { ANALYTICS } from './analytics-path.ts';
import { answerHeaders } from './answer-headers.ts';
import { queryOf } from './query-of.ts';

/** Everything an endpoint accepts in its query string: the filters first, then what is its own. */
export const parametersOf = (name: EndpointName) => ({ ...FILTERS, ...ENDPOINTS[name].parameters });

/** Aborts when the caller leaves before the answer is sent. */
function callerSignal(ctx: Context): AbortSignal {
  const controller = new AbortController();
  ctx.res.once('close', () => {
    if (!ctx.res.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** Mounts every declared read endpoint: parse, ask, reply. */
export function mountEndpoints(router: Router, context: AskContext, clock: () => number): void {
  for (const name of Object.keys(ENDPOINTS) as EndpointName[]) {
    const parameters = parametersOf(name);
    const { filename }: Endpoint = ENDPOINTS[name];
    router.get(ANALYTICS + ENDPOINTS[name].path, async (ctx) => {
      if (!ctx.accepts('json')) {
        throw new ApiError(
          'not-acceptable',
          'this endpoint answers application/json; change the Accept header',
        );
      }
      const asked = await ask(context, {
        endpoint: name,
        parameters: parseParameters(parameters, queryOf(ctx)) as RequestOf<(typeof ENDPOINTS)[typeof name]>,
        scope: EVERY_ORGANIZATION,
        now: clock(),
        signal: callerSignal(ctx),
      });
      ctx.set(answerHeaders(asked));
      if (filename !== undefined) ctx.attachment(filename);
      ctx.body = asked.body;
    });
  }
}
