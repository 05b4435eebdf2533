import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IndexSettings, ResultReader, Store } from '@achilles/query-core';
import { openStaging } from '@achilles/query-core/open-staging';
import { openStore } from '@achilles/query-core/open-store';
import { BullJobQueue, RedisBackend } from '@achilles/queue';
import type { TestElasticsearch } from '@achilles/testkit';
import { JOBS } from '@achilles/types';
import { MemoryJobRecords } from '@achilles/types/testing';
import { serve } from '../src/serve.ts';
import { appOverStore } from './app-over-store.ts';

/** A store of one test, and the names that its indices begin with. */
export interface TestStore {
  readonly store: Store;
  readonly settings: IndexSettings;
  /** A second way to the same data, as another process has it; the same one where only one process may have it. */
  another(through?: string): Promise<Store>;
  close(): Promise<void>;
}

const SETTINGS = {
  pattern: 'achilles-results-*',
  writePrefix: 'achilles-results',
  rollover: 'monthly',
} as const;

/** Opens an embedded store. */
export async function openEmbedded(): Promise<TestStore> {
  const store = await openStore({ kind: 'duckdb', file: ':memory:' });
  return { store, settings: SETTINGS, another: async () => store, close: () => store.close() };
}

/** Opens a store on a running Elasticsearch, under names of its own. */
export async function openOnElasticsearch(url: string): Promise<TestStore> {
  const own = `api-${randomUUID()}`;
  const settings: IndexSettings = {
    pattern: `${own}-results-*`,
    writePrefix: `${own}-results`,
    rollover: 'monthly',
    ownPrefix: own,
  };
  const opened: Store[] = [];
  const another = async (through = url) => {
    const store = await openStore({
      kind: 'elasticsearch',
      connection: {
        target: { node: through },
        credentials: null,
        caCert: null,
        tlsInsecureSkipVerify: false,
      },
      indices: settings,
    });
    opened.push(store);
    return store;
  };
  return {
    store: await another(),
    settings,
    another,
    async close() {
      await Promise.all(opened.map((store) => store.close()));
      // By name: a cluster deletes nothing by a pattern.
      const found = await fetch(`${url}/_cat/indices/${own}-*?h=index&expand_wildcards=all`);
      const names = (await found.text()).split('\n').filter((name) => name !== '');
      if (names.length > 0) await fetch(`${url}/${names.join()}`, { method: 'DELETE' });
    },
  };
}

/** Every kind of store by name, and how it is opened. */
export const everyStore = (
  servers: readonly TestElasticsearch[],
): readonly (readonly [name: string, open: () => Promise<TestStore>])[] => [
  ['the embedded store', openEmbedded],
  ...servers.map(({ name, url }) => [name, () => openOnElasticsearch(url)] as const),
];

/** An API over a store, as one replica runs it. */
export interface TestApi {
  readonly url: string;
  stop(): Promise<void>;
}

/** How an API is served. */
export interface TestApiOptions {
  readonly redisUrl: string;
  readonly clock: () => number;
  /** What reads in place of the store's own reader. */
  readonly reader?: ResultReader;
}

/** Serves an API over a store at a clock. */
export async function startApi(
  store: Store,
  settings: IndexSettings,
  { redisUrl, clock, reader = store.reader }: TestApiOptions,
): Promise<TestApi> {
  const backend = new RedisBackend({
    url: redisUrl,
    prefix: `test-${randomUUID()}`,
    onError: () => undefined,
  });
  const app = appOverStore(store, {
    reader,
    indices: { catalog: store.indices, settings },
    queue: new BullJobQueue(backend, JOBS, new MemoryJobRecords()),
    staging: await openStaging({ kind: 'folder', folder: join(tmpdir(), 'api-test-has-no-uploads') }),
    clock,
  });
  const serving = await serve(app, { host: '127.0.0.1', port: 0 });
  return {
    url: serving.url,
    async stop() {
      await serving.stop(1_000);
      await backend.close();
    },
  };
}
