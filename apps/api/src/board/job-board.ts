import type { RedisBackend } from '@achilles/queue';
import { ApiError, JOB_NAMES } from '@achilles/types';
import type { Middleware } from 'koa';
import { mayManageJobs } from '../jobs/may-see-job.ts';
import type { Caller } from '../requester.ts';

/** The queues that a board shows: those that Redis has. */
export type BoardQueues = Pick<RedisBackend, 'queue'>;

/** Where the board is. */
export const BOARD_PATH = '/admin/queues';

/** What the pages of the board may load: nothing from elsewhere, whatever they name. */
const POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join(';');

const isBelow = (path: string): boolean => path === BOARD_PATH || path.startsWith(`${BOARD_PATH}/`);

type OpenedQueue = Awaited<ReturnType<BoardQueues['queue']>>;

async function boardOf(queues: readonly OpenedQueue[]): Promise<Middleware> {
  const { createBullBoard } = await import('@bull-board/api');
  const { BullMQAdapter } = await import('@bull-board/api/bullMQAdapter');
  const { KoaAdapter } = await import('@bull-board/koa');
  const serverAdapter = new KoaAdapter().setBasePath(BOARD_PATH);
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue)),
    serverAdapter,
    options: { uiConfig: { boardTitle: 'Achilles Analytics' } },
  });
  // Its own answers to failures hold stacks.
  serverAdapter.setErrorHandler((error) => {
    throw error;
  });
  return serverAdapter.registerPlugin();
}

/**
 * Bull Board over the queues of every type of job, for callers who may see and change all of them. It is loaded when it
 * is first asked for: an API that nobody asks for it does not carry it, and one whose Redis is away starts all the same.
 */
export function jobBoard(queues: BoardQueues, caller: Caller): Middleware {
  let loading: Promise<Middleware> | undefined;
  return async (ctx, next) => {
    if (!isBelow(ctx.path)) return next();
    if (!mayManageJobs(caller))
      throw new ApiError('forbidden', 'the board shows and changes every job; it is for admins');
    const opened = await Promise.all(JOB_NAMES.map((name) => queues.queue(name)));
    loading ??= boardOf(opened);
    const board = await loading;
    ctx.set({ 'Content-Security-Policy': POLICY, 'Cache-Control': 'no-store' });
    await board(ctx, next);
  };
}
