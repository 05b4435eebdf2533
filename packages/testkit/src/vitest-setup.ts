import type { TestProject } from 'vitest/node';
import { needsServers } from './needs-servers.ts';
import { provideServers, stopServers } from './provide-servers.ts';

/** A running Elasticsearch as suites see it. */
export interface TestElasticsearch {
  /** Such as `Elasticsearch 8.19.21`. */
  readonly name: string;
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

/**
 * Starts the servers once for a run, if a file of the run asks for them; every suite brings its own indices and key
 * prefix.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const files = project.vitest.state.getPaths().filter((path) => project.matchesTestGlob(path));
  if (!needsServers(files)) return undefined;
  const servers = await provideServers((line) => process.stdout.write(`${line}\n`));
  project.provide(
    'elasticsearch',
    servers.elasticsearch.map(({ name, url, description }) => ({ name, url, description })),
  );
  project.provide('redisUrl', servers.redis.url);
  return () => stopServers(servers);
}
