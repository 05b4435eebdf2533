import {
  type Operation,
  type OperationAnswer,
  type OperationRequest,
  parseBody,
  parseParameters,
} from '@achilles/types';
import type Router from '@koa/router';
import type { Context } from 'koa';
import { jsonOnly } from './json-only.ts';
import { queryOf } from './query-of.ts';
import { readJsonBody } from './read-json-body.ts';

/** The path of an operation as the router words it. */
const routeOf = ({ path }: Operation): string => path.replace('{id}', ':id');

/**
 * Mounts a declared operation: parse, do, reply.
 * @param perform answers a request whose parameters and body are as declared
 */
export function mountOperation<O extends Operation>(
  router: Router,
  operation: O,
  perform: (request: OperationRequest<O>, ctx: Context) => Promise<OperationAnswer<O>>,
): void {
  router[operation.method](routeOf(operation), async (ctx) => {
    jsonOnly(ctx);
    const request = {
      parameters: parseParameters(operation.parameters, queryOf(ctx)),
      body: operation.body === null ? null : parseBody(operation.body, await readJsonBody(ctx)),
      id: ctx.params.id ?? '',
    };
    // Parsed by the declaration that the type is derived from.
    const answer = await perform(request as OperationRequest<O>, ctx);
    ctx.status = operation.status;
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { success: true, ...answer };
  });
}
