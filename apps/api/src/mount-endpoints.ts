import { type AskContext, ask, EVERY_ORGANIZATION } from '@achilles/query-core';
import { ENDPOINTS, type Endpoint, type EndpointName, parseRequest } from '@achilles/types';
import type Router from '@koa/router';
import { ANALYTICS } from './analytics-path.ts';
import { answerHeaders } from './answer-headers.ts';
import { callerSignal } from './caller-signal.ts';
import { jsonOnly } from './json-only.ts';
import { queryOf } from './query-of.ts';
import { ANONYMOUS } from './requester.ts';

/** Mounts every declared read endpoint: parse, ask, reply. */
export function mountEndpoints(router: Router, context: AskContext, clock: () => number): void {
  for (const name of Object.keys(ENDPOINTS) as EndpointName[]) {
    const { filename }: Endpoint = ENDPOINTS[name];
    router.get(ANALYTICS + ENDPOINTS[name].path, async (ctx) => {
      jsonOnly(ctx);
      const asked = await ask(context, {
        endpoint: name,
        parameters: parseRequest(name, queryOf(ctx)),
        scope: EVERY_ORGANIZATION,
        now: clock(),
        caller: ANONYMOUS.requestedBy,
        signal: callerSignal(ctx),
      });
      ctx.set(answerHeaders(asked));
      if (filename !== undefined) ctx.attachment(filename);
      ctx.body = asked.body;
    });
  }
}
