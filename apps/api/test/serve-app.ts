import { randomUUID } from 'node:crypto';
import { Cursors, type ImportStaging, ownCursorKeys, type Store } from '@achilles/query-core';
import { BullJobQueue, RedisBackend } from '@achilles/queue';
import { JOBS } from '@achilles/types';
import { pino } from 'pino';
import { inject } from 'vitest';
import { type AppDependencies, createApp } from '../src/app.ts';
import { type Serving, serve } from '../src/serve.ts';

/** An application that listens, and how to end it. */
export interface ServedApp {
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves the application over an open store and staging, which stay open. */
export async function serveApp(
  store: Store,
  staging: ImportStaging,
  differently: Partial<AppDependencies> = {},
): Promise<ServedApp> {
  const prefix = `test-${randomUUID()}`;
  const backend = new RedisBackend({ url: inject('redisUrl'), prefix, onError: () => undefined });
  const app = createApp({
    reader: store.reader,
    queue: new BullJobQueue(backend, JOBS),
    staging,
    organizations: [],
    cursors: new Cursors(ownCursorKeys()),
    log: pino({ level: 'silent' }),
    clock: Date.now,
    corsOrigins: [],
    trustsOnlyHost: '127.0.0.1',
    readiness: [],
    isStopping: () => false,
    ...differently,
  });
  const serving: Serving = await serve(app, { host: '127.0.0.1', port: 0 });
  return {
    url: serving.url,
    async stop() {
      await serving.stop(1_000);
      await backend.close();
    },
  };
}
