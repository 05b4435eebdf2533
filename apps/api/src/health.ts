import { type ReadinessCheck, readinessOf } from '@achilles/process';
import type Router from '@koa/router';

/** `/health/live` says that the process runs; `/health/ready` says by name what it still lacks, and what is noted besides. */
export function mountHealth(
  router: Router,
  checks: readonly ReadinessCheck[],
  isStopping: () => boolean,
  notes: () => Readonly<Record<string, string>>,
): void {
  router.get('/health/live', (ctx) => {
    ctx.body = { status: 'live' };
  });
  router.get('/health/ready', async (ctx) => {
    const { ready, body } = await readinessOf(checks, isStopping);
    ctx.status = ready ? 200 : 503;
    ctx.body = { ...body, ...notes() };
  });
}
