import type Router from '@koa/router';

/** One thing a process needs, and how to find out whether it is there. */
export interface ReadinessCheck {
  readonly name: string;
  /** Resolves when it is there; rejects with what is wrong. */
  check(): Promise<void>;
}

/** The faults of a readiness answer must not tell a caller what the log tells an operator. */
const shown = (error: unknown): string => (error instanceof Error ? error.message : 'unknown fault');

/** `/health/live` says that the process runs; `/health/ready` says by name what it still lacks. */
export function mountHealth(
  router: Router,
  checks: readonly ReadinessCheck[],
  isStopping: () => boolean,
): void {
  router.get('/health/live', (ctx) => {
    ctx.body = { status: 'live' };
  });
  router.get('/health/ready', async (ctx) => {
    const results = await Promise.all(
      checks.map(async ({ name, check }) => {
        try {
          await check();
          return [name, 'ready'];
        } catch (error) {
          return [name, shown(error)];
        }
      }),
    );
    if (isStopping()) results.push(['process', 'stopping']);
    const ready = results.every(([, state]) => state === 'ready');
    ctx.status = ready ? 200 : 503;
    ctx.body = { status: ready ? 'ready' : 'not ready', checks: Object.fromEntries(results) };
  });
}
