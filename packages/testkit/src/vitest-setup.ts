import type { TestProject } from 'vitest/node';
import { provideServers, stopServers } from './provide-servers.ts';

/** A running Elasticsearch as suites see it. */
export interface TestElasticsearch {
  readonly url: string;
  readonly description: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The Elasticsearch releases that are there; the oldest first. */
    readonly elasticsearch: readonly TestElasticsearch[];
    readonly redisUrl: string;
  }
}

/** Starts the servers once for a run; every suite brings its own indices and key prefix. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const servers = await provideServers();
  for (const { description } of [...servers.elasticsearch, servers.redis])
    process.stdout.write(`${description}\n`);
  for (const line of servers.missing) process.stdout.write(`${line}\n`);
  project.provide(
    'elasticsearch',
    servers.elasticsearch.map(({ url, description }) => ({ url, description })),
  );
  project.provide('redisUrl', servers.redis.url);
  return () => stopServers(servers);
}
