import type { Context } from 'koa';

/** Aborts when the caller leaves before the answer is sent. */
export function callerSignal(ctx: Context): AbortSignal {
  const controller = new AbortController();
  ctx.res.once('close', () => {
    if (!ctx.res.writableFinished) controller.abort();
  });
  return controller.signal;
}
