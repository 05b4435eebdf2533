import { type AskContext, ask, EVERY_ORGANIZATION } from '@achilles/query-core';
import { ENDPOINTS, type EndpointName, FILTERS, parseParameters, type RequestOf } from '@achilles/types';
import type Router from '@koa/router';
import { ANALYTICS } from './analytics-path.ts';
import { answerHeaders } from './answer-headers.ts';
import { callerSignal } from './caller-signal.ts';
import { jsonOnly } from './json-only.ts';
import { queryOf } from './query-of.ts';

/** Everything an endpoint accepts in its query string: the filters first, then what is its own. */
export const parametersOf = (name: EndpointName) => ({ ...FILTERS, ...ENDPOINTS[name].parameters });

/** Mounts every declared read endpoint: parse, ask, reply. */
export function mountEndpoints(router: Router, context: AskContext, clock: () => number): void {
  for (const name of Object.keys(ENDPOINTS) as EndpointName[]) {
    const parameters = parametersOf(name);
    router.get(ANALYTICS + ENDPOINTS[name].path, async (ctx) => {
      jsonOnly(ctx);
      const asked = await ask(context, {
        endpoint: name,
        parameters: parseParameters(parameters, queryOf(ctx)) as RequestOf<(typeof ENDPOINTS)[typeof name]>,
        scope: EVERY_ORGANIZATION,
        now: clock(),
        signal: callerSignal(ctx),
      });
      ctx.set(answerHeaders(asked));
      ctx.body = asked.body;
    });
  }
}
