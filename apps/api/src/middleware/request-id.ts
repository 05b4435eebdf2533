import { randomUUID } from 'node:crypto';
import type { Middleware } from 'koa';

const HEADER = 'X-Request-Id';
const ACCEPTABLE = /^[\w.:-]{1,128}$/;

/** Gives every request an id, the caller's own where it is a plain word, and sends it back. */
export const requestId: Middleware = async (ctx, next) => {
  const given = ctx.get(HEADER);
  ctx.state.requestId = ACCEPTABLE.test(given) ? given : randomUUID();
  ctx.set(HEADER, ctx.state.requestId);
  await next();
};
