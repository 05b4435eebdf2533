import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IndexSettings, ResultWriter, Store } from '@achilles/query-core';
import { openStore } from '@achilles/query-core/open-store';
import type { Release, Tell } from '@achilles/testkit';
import { Client } from '@elastic/elasticsearch';
import type { CleanUps } from '../measure/clean-ups.ts';
import { benchIndices, deleteIndices, settle } from './bench-indices.ts';
import { type ApiCaller, apiCaller } from './call-api.ts';
import { type Loaded, loadRows } from './load-rows.ts';
import { type ProductionProcess, type ProductionSettings, startApi } from './production-processes.ts';
import { HEAP, provideBenchServers } from './servers.ts';

/** How much is loaded into what. */
export interface LoadedBenchOptions {
  readonly rows: number;
  readonly release: Release;
  readonly signal: AbortSignal;
  readonly tell: Tell;
  /** Stores further rows; called for each store with the settings of the run's indices. */
  readonly loadMore?: (writer: ResultWriter, indices: IndexSettings) => Promise<void>;
}

/** Servers, both stores with the same rows, and an API over one of them. */
export interface LoadedBench {
  readonly client: Client;
  readonly settings: ProductionSettings;
  readonly elasticsearch: Store;
  readonly duckdb: Store;
  readonly api: ProductionProcess;
  readonly caller: ApiCaller;
  readonly loaded: Readonly<Record<string, Loaded>>;
  /** What answers, in words. */
  readonly servers: string;
}

/** Brings everything up and loads the rows twice. Whatever is brought up goes to the clean-ups. */
export async function loadedBench(options: LoadedBenchOptions, cleanUps: CleanUps): Promise<LoadedBench> {
  const { rows, release, signal, tell, loadMore } = options;
  const servers = await provideBenchServers(release, tell);
  cleanUps.add(() => servers.stop());
  const folder = await mkdtemp(join(tmpdir(), 'achilles-bench-'));
  cleanUps.add(() => rm(folder, { recursive: true, force: true }));
  const indices = benchIndices(randomBytes(4).toString('hex'));
  const client = new Client({ node: servers.elasticsearch.url });
  cleanUps.add(() => client.close());
  cleanUps.add(() => deleteIndices(client, indices.ownPrefix));
  const connection = {
    target: { node: servers.elasticsearch.url },
    credentials: null,
    caCert: null,
    tlsInsecureSkipVerify: false,
  };
  const elasticsearch = await openStore({ kind: 'elasticsearch', connection, indices });
  cleanUps.add(() => elasticsearch.close());
  const duckdb = await openStore({ kind: 'duckdb', file: join(folder, 'bench.duckdb') });
  cleanUps.add(() => duckdb.close());

  const loaded: Record<string, Loaded> = {};
  for (const [into, { writer }] of Object.entries({ Elasticsearch: elasticsearch, DuckDB: duckdb })) {
    loaded[into] = await loadRows({ rows, indices, signal, tell, writer, into });
    await loadMore?.(writer, indices);
  }
  await settle(client, indices.pattern, tell);

  const settings = { elasticsearchUrl: servers.elasticsearch.url, redisUrl: servers.redis.url, indices };
  const api = await startApi(settings);
  cleanUps.add(() => api.stop());
  const caller = apiCaller(api.url);
  cleanUps.add(() => caller.close());
  return {
    ...{ client, settings, elasticsearch, duckdb, api, caller, loaded },
    servers: `${servers.elasticsearch.name} (heap ${HEAP} where it was started here), ${servers.redis.name}`,
  };
}
