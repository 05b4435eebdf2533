import { allOrNone } from './all-or-none.ts';
import { givenServers } from './config.ts';
import { hasContainerEngine, startContainer } from './containers.ts';
import { findJava } from './elasticsearch/find-java.ts';
import { givenElasticsearch } from './elasticsearch/given-elasticsearch.ts';
import { javaOf, RELEASES, type Release } from './elasticsearch/releases.ts';
import { startElasticsearch } from './elasticsearch/start-elasticsearch.ts';
import { startRedis } from './redis/start-redis.ts';
import { givenServer, type Server } from './server.ts';
import { silent, type Tell } from './tell.ts';

/** The servers of a test run. */
export interface Servers {
  /** One for each release that can be had; the oldest first. */
  readonly elasticsearch: readonly Server[];
  readonly redis: Server;
}

const elasticsearchContainer = (release: Release): Promise<Server> =>
  startContainer({
    name: `Elasticsearch ${release}`,
    image: `elasticsearch:${release}`,
    port: 9200,
    scheme: 'http',
    environment: {
      'discovery.type': 'single-node',
      'xpack.security.enabled': 'false',
      'cluster.max_shards_per_node': '20000',
      'cluster.routing.allocation.disk.threshold_enabled': 'false',
      ES_JAVA_OPTS: '-Xms1g -Xmx1g',
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

const providers = (inContainers: boolean, tell: Tell) =>
  inContainers
    ? { redis: redisContainer, elasticsearch: elasticsearchContainer }
    : {
        redis: () => startRedis({ tell }),
        elasticsearch: (release: Release) => startElasticsearch(release, { tell }),
      };

/**
 * Provides real servers: those that the environment names, else containers, else Elasticsearch from its jars and the
 * system's or Debian's Redis. @throws when Redis or the oldest Elasticsearch can't be had
 */
export async function provideServers(tell: Tell = silent): Promise<Servers> {
  const given = givenServers;
  const isGiven = given.elasticsearch.length > 0;
  const inContainers = (!isGiven || given.redis === undefined) && (await hasContainerEngine());
  const start = providers(inContainers, tell);
  const { releases, missing } =
    isGiven || inContainers ? { releases: RELEASES, missing: [] } : await runnable();
  const startingRedis =
    given.redis === undefined ? start.redis() : Promise.resolve(givenServer('Redis', given.redis));
  const starting = isGiven
    ? given.elasticsearch.map(givenElasticsearch)
    : releases.map((release) => start.elasticsearch(release));
  const [redis, ...elasticsearch] = await allOrNone<Server>([startingRedis, ...starting]);
  if (redis === undefined) throw new Error('no server was started');
  for (const { description } of [...elasticsearch, redis]) tell(description);
  for (const line of missing) tell(line);
  return { elasticsearch, redis };
}

/** Ends every server that was started. */
export async function stopServers({ elasticsearch, redis }: Servers): Promise<void> {
  await Promise.all([...elasticsearch, redis].map((server) => server.stop()));
}
