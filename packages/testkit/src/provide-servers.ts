import { givenServers } from './config.ts';
import { hasContainerEngine, startContainer } from './containers.ts';
import { javaOf, RELEASES, type Release } from './elasticsearch/fetch-jars.ts';
import { findJava } from './elasticsearch/find-java.ts';
import { startElasticsearch } from './elasticsearch/start-elasticsearch.ts';
import { startRedis } from './redis/start-redis.ts';
import { givenServer, type Server } from './server.ts';

/** The servers of a test run. */
export interface Servers {
  /** One for each release that can be had; the oldest first. */
  readonly elasticsearch: readonly Server[];
  readonly redis: Server;
  /** What could not be had and why, for people. */
  readonly missing: readonly string[];
}

const elasticsearchContainer = (release: Release): Promise<Server> =>
  startContainer({
    name: `Elasticsearch ${release}`,
    image: `docker.elastic.co/elasticsearch/elasticsearch:${release}`,
    port: 9200,
    scheme: 'http',
    environment: {
      'discovery.type': 'single-node',
      'xpack.security.enabled': 'false',
      'cluster.max_shards_per_node': '20000',
      'cluster.routing.allocation.disk.threshold_enabled': 'false',
      ES_JAVA_OPTS: '-Xms512m -Xmx512m',
    },
    ready: { path: '/_cluster/health' },
  });

const redisContainer = (): Promise<Server> =>
  startContainer({
    name: 'Redis',
    image: 'redis:7-alpine',
    port: 6379,
    scheme: 'redis',
    command: ['redis-server', '--appendonly', 'yes', '--maxmemory-policy', 'noeviction'],
    ready: { log: /Ready to accept connections/ },
  });

/** The first release must be there; a later one is left out where no JDK runs it. */
async function runnable(): Promise<{ releases: Release[]; missing: string[] }> {
  const releases: Release[] = [];
  const missing: string[] = [];
  for (const release of RELEASES) {
    const runs = releases.length === 0 || (await findJava(javaOf(release))) !== undefined;
    if (runs) releases.push(release);
    else missing.push(`Elasticsearch ${release} is left out: it needs a JDK of version ${javaOf(release)}`);
  }
  return { releases, missing };
}

async function allOrNone(starting: readonly Promise<Server>[]): Promise<Server[]> {
  const ended = await Promise.allSettled(starting);
  const failed = ended.find((end) => end.status === 'rejected');
  if (failed === undefined) return Promise.all(starting);
  await Promise.all(ended.map((end) => (end.status === 'fulfilled' ? end.value.stop() : undefined)));
  throw failed.reason;
}

/**
 * Provides real servers: those that the environment names, else containers, else Elasticsearch from its jars and the
 * system's or Debian's Redis. @throws when Redis or the oldest Elasticsearch can't be had
 */
export async function provideServers(): Promise<Servers> {
  const { elasticsearch, redis } = givenServers;
  const inContainers = (elasticsearch === undefined || redis === undefined) && (await hasContainerEngine());
  const { releases, missing } = inContainers ? { releases: RELEASES, missing: [] } : await runnable();
  const startingRedis =
    redis === undefined ? (inContainers ? redisContainer() : startRedis()) : givenServer('Redis', redis);
  const starting =
    elasticsearch === undefined
      ? releases.map((release) =>
          inContainers ? elasticsearchContainer(release) : startElasticsearch(release),
        )
      : [Promise.resolve(givenServer('Elasticsearch', elasticsearch))];
  const [startedRedis, ...started] = await allOrNone([Promise.resolve(startingRedis), ...starting]);
  if (startedRedis === undefined) throw new Error('no server was started');
  return { elasticsearch: started, redis: startedRedis, missing: elasticsearch === undefined ? missing : [] };
}

/** Ends every server that was started. */
export async function stopServers({ elasticsearch, redis }: Servers): Promise<void> {
  await Promise.all([...elasticsearch, redis].map((server) => server.stop()));
}
