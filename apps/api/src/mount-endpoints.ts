import { type AskContext, ask, EVERY_ORGANIZATION } from '@achilles/query-core';
import { ApiError, ENDPOINTS, type EndpointName, parseRequest } from '@achilles/types';
import type Router from '@koa/router';
import { ANALYTICS } from './analytics-path.ts';
import { answerHeaders } from './answer-headers.ts';
import { callerSignal } from './caller-signal.ts';
import { queryOf } from './query-of.ts';
import { ANONYMOUS } from './requester.ts';

/** Mounts every declared read endpoint: parse, ask, reply. */
export function mountEndpoints(router: Router, context: AskContext, clock: () => number): void {
  for (const name of Object.keys(ENDPOINTS) as EndpointName[]) {
    router.get(ANALYTICS + ENDPOINTS[name].path, async (ctx) => {
      if (!ctx.accepts('json')) {
        throw new ApiError(
          'not-acceptable',
          'this endpoint answers application/json; change the Accept header',
        );
      }
      const asked = await ask(context, {
        endpoint: name,
        parameters: parseRequest(name, queryOf(ctx)),
        scope: EVERY_ORGANIZATION,
        now: clock(),
        caller: ANONYMOUS.requestedBy,
        signal: callerSignal(ctx),
      });
      ctx.set(answerHeaders(asked));
      ctx.body = asked.body;
    });
  }
}
