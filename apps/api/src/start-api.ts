import type { Cursors, ImportStaging, IndexSettings, Store } from '@achilles/query-core';
import type { JobQueue } from '@achilles/queue';
import type { Jobs, Organization } from '@achilles/types';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import type { BoardQueues } from './board/job-board.ts';
import { type ApiConfig, isLoopback } from './config.ts';
import { type Serving, serve } from './serve.ts';

/** What an API serves, and how. */
export interface ApiParts {
  readonly config: ApiConfig;
  readonly store: Store;
  readonly queue: JobQueue<Jobs>;
  readonly staging: ImportStaging;
  readonly indices: IndexSettings;
  readonly organizations: readonly Organization[];
  readonly cursors: Cursors;
  /** What the board shows, where Redis hands jobs out. */
  readonly board?: BoardQueues;
  /** What readiness tells besides, for a process that does more than answer; by name. */
  readonly notes?: () => Readonly<Record<string, string>>;
  readonly log: Logger;
}

/** What is under way when the process is told to stop has this long to finish. */
const GRACE_MS = 10_000;

/** An API that answers. */
export interface RunningApi {
  readonly url: string;
  /** Is not ready any more, answers what still comes while it drains and what is under way. The store stays open. */
  stop(): Promise<void>;
}

/** Builds the application over an open store and listens. @throws ListenError */
export async function startApi(parts: ApiParts): Promise<RunningApi> {
  const { config, store, queue, staging, indices, organizations, cursors, board = null, notes, log } = parts;
  const isLocal = config.authMode === 'none' && isLoopback(config.host);
  const stopping = new AbortController();
  const app = createApp({
    reader: store.reader,
    riskAcceptances: store.riskAcceptances,
    indices: { catalog: store.indices, settings: indices },
    queue,
    staging,
    organizations,
    cursors,
    log,
    clock: Date.now,
    corsOrigins: config.corsOrigins,
    // Whoever opens another address to everyone knows by which names it is reached; we do not.
    trustsOnlyHost: isLocal ? config.host : null,
    readiness: [
      { name: 'store', check: () => store.check() },
      { name: 'queue', check: () => queue.check() },
    ],
    notes,
    // Whoever reaches another address is no admin by that alone.
    board: isLocal ? board : null,
    stopping: stopping.signal,
  });
  const serving: Serving = await serve(app, config);
  return {
    url: serving.url,
    async stop() {
      stopping.abort();
      await serving.stop(GRACE_MS, config.drainMs);
    },
  };
}
