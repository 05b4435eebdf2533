import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { IndexSettings } from '@achilles/query-core';
import { freePort, type SpawnedServer, spawnServer } from '@achilles/testkit';

const APPS = join(import.meta.dirname, '../../apps');
const WORKER = join(APPS, 'worker/src/main.ts');

/** What the processes of production are told of the servers they stand on. */
export interface ProductionSettings {
  readonly elasticsearchUrl: string;
  readonly redisUrl: string;
  readonly indices: IndexSettings & { readonly ownPrefix: string };
}

/** A process of production, and where it answers. */
export type ProductionProcess = SpawnedServer & { readonly url: string };

const variables = ({ elasticsearchUrl, redisUrl, indices }: ProductionSettings) => ({
  ELASTICSEARCH_NODE: elasticsearchUrl,
  ELASTICSEARCH_INDEX_PATTERN: indices.pattern,
  ELASTICSEARCH_WRITE_INDEX_PREFIX: indices.writePrefix,
  ELASTICSEARCH_WRITE_INDEX_ROLLOVER: indices.rollover,
  ELASTICSEARCH_OWN_INDEX_PREFIX: indices.ownPrefix,
  REDIS_URL: redisUrl,
  REDIS_PREFIX: indices.ownPrefix,
  LOG_LEVEL: 'warn',
});

async function start(
  name: string,
  main: string,
  port: number,
  env: NodeJS.ProcessEnv,
): Promise<ProductionProcess> {
  const url = `http://127.0.0.1:${port}`;
  const spawned = await spawnServer({
    name,
    command: process.execPath,
    args: [main],
    env,
    isReady: async () => {
      const response = await fetch(`${url}/health/ready`);
      if (!response.ok) throw new Error(`${name} is not ready: ${await response.text()}`);
    },
  });
  return { ...spawned, url };
}

/** Starts the API as production runs it, but for credentials. */
export async function startApi(settings: ProductionSettings): Promise<ProductionProcess> {
  const port = await freePort();
  const env = { ...variables(settings), PORT: String(port), AUTH_MODE: 'none' };
  return start('the API', join(APPS, 'api/src/main.ts'), port, env);
}

/** Starts a worker; null where there is none to start. */
export async function startWorker(settings: ProductionSettings): Promise<ProductionProcess | null> {
  if (!existsSync(WORKER)) return null;
  const port = await freePort();
  return start('the worker', WORKER, port, { ...variables(settings), HEALTH_PORT: String(port) });
}
