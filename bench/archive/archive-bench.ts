import { randomBytes } from 'node:crypto';
import { openStore } from '@achilles/query-core/open-store';
import type { Release, Tell } from '@achilles/testkit';
import { Client } from '@elastic/elasticsearch';
import type { CleanUps } from '../measure/clean-ups.ts';
import { benchIndices, deleteIndices, settle } from '../set-up/bench-indices.ts';
import { type ApiCaller, apiCaller } from '../set-up/call-api.ts';
import { type Loaded, loadRows } from '../set-up/load-rows.ts';
import { type ProductionProcess, startApi, startWorker } from '../set-up/production-processes.ts';
import { HEAP, provideBenchServers } from '../set-up/servers.ts';

/** What rows are moved by and counted in. */
export interface ArchiveBench {
  readonly client: Client;
  readonly pattern: string;
  readonly archive: string;
  readonly api: ProductionProcess;
  readonly caller: ApiCaller;
  readonly worker: ProductionProcess;
  readonly loaded: Loaded;
  /** What answers, in words. */
  readonly servers: string;
}

export interface ArchiveBenchOptions {
  readonly rows: number;
  readonly release: Release;
  readonly signal: AbortSignal;
  readonly tell: Tell;
}

/** Brings everything up and loads the rows. Whatever is brought up goes to the clean-ups. */
export async function archiveBench(
  { rows, release, signal, tell }: ArchiveBenchOptions,
  cleanUps: CleanUps,
): Promise<ArchiveBench> {
  const servers = await provideBenchServers(release, tell);
  cleanUps.add(() => servers.stop());
  const indices = benchIndices(randomBytes(4).toString('hex'));
  const archive = `archived-${indices.writePrefix}`;
  const client = new Client({ node: servers.elasticsearch.url, requestTimeout: 120_000 });
  cleanUps.add(() => client.close());
  cleanUps.add(async () => {
    await deleteIndices(client, indices.ownPrefix);
    await client.indices.delete({ index: archive, ignore_unavailable: true });
  });
  const node = servers.elasticsearch.url;
  const connection = { target: { node }, credentials: null, caCert: null, tlsInsecureSkipVerify: false };
  const store = await openStore({ kind: 'elasticsearch', connection, indices });
  cleanUps.add(() => store.close());
  const { writer } = store;
  const loaded = await loadRows({ rows, indices, signal, tell, writer, into: 'Elasticsearch' });
  await settle(client, indices.pattern, tell);

  const settings = { elasticsearchUrl: node, redisUrl: servers.redis.url, indices };
  const api = await startApi(settings);
  cleanUps.add(() => api.stop());
  const caller = apiCaller(api.url);
  cleanUps.add(() => caller.close());
  const worker = await startWorker(settings);
  if (worker === null) throw new Error('there is no worker to move rows with');
  cleanUps.add(() => worker.stop());
  return {
    ...{ client, pattern: indices.pattern, archive, api, caller, worker, loaded },
    servers: `${servers.elasticsearch.name} (heap ${HEAP} where it was started here), ${servers.redis.name}`,
  };
}
