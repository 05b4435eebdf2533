import { ApiError } from '@achilles/types';
import type { Middleware } from 'koa';

const READING = ['GET', 'HEAD', 'OPTIONS'];

function isOwn(origin: string, host: string): boolean {
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}

/**
 * Refuses writes that a page of another origin asks for. A browser keeps such a page from reading the answer, not from
 * asking, and where every local caller is trusted its request would be as good as any.
 */
export const trustedOrigin =
  (allowed: readonly string[]): Middleware =>
  async (ctx, next) => {
    const origin = ctx.get('Origin');
    const isTrusted = origin === '' || allowed.includes(origin) || isOwn(origin, ctx.host);
    if (!isTrusted && !READING.includes(ctx.method)) {
      const message = `pages of ${origin} may not change anything here; CORS_ORIGINS names those that may`;
      throw new ApiError('forbidden', message);
    }
    await next();
  };
