import { ApiError } from '@achilles/types';
import type { Middleware } from 'koa';
import { isLoopback } from '../config.ts';

/**
 * Refuses requests that name another host than this machine. Where every local caller is trusted, a web page whose
 * name was pointed at 127.0.0.1 (DNS rebinding) would otherwise be one of them.
 */
export const trustedHost =
  (listeningOn: string): Middleware =>
  async (ctx, next) => {
    const name = ctx.hostname.replace(/^\[|\]$/g, '');
    if (!isLoopback(name) && name !== listeningOn) {
      throw new ApiError('forbidden', `this server answers on loopback names only, not as '${ctx.hostname}'`);
    }
    await next();
  };
