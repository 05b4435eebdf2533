import type { Middleware } from 'koa';
import type { Logger } from 'pino';

/** Logs one line a request, once it is answered or its caller has left; query strings may hold names and are left out. */
export const accessLog =
  (log: Logger): Middleware =>
  async (ctx, next) => {
    const started = performance.now();
    ctx.state.log = log.child({ requestId: ctx.state.requestId });
    ctx.res.once('close', () => {
      const entry = {
        method: ctx.method,
        path: ctx.path,
        status: ctx.res.statusCode,
        ms: Math.round(performance.now() - started),
        ...(ctx.res.writableFinished ? {} : { aborted: true }),
      };
      ctx.state.log.info(entry, 'request');
    });
    await next();
  };
