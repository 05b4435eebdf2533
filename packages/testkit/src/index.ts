export { givenServers } from './config.ts';
export { debianProgram, type Program } from './debian/debian-program.ts';
export type { ClusterNode } from './elasticsearch/cluster-node.ts';
export { givenElasticsearch } from './elasticsearch/given-elasticsearch.ts';
export { RELEASES, type Release } from './elasticsearch/releases.ts';
export { type ElasticsearchOptions, startElasticsearch } from './elasticsearch/start-elasticsearch.ts';
export {
  type ClusterOptions,
  type ElasticsearchCluster,
  startElasticsearchCluster,
} from './elasticsearch/start-elasticsearch-cluster.ts';
export type { Fault } from './faults/fault.ts';
export { type FaultProxy, faultProxy, type Outcome, type SeenRequest } from './faults/fault-proxy.ts';
export { freePort } from './free-port.ts';
export { provideServers, type Servers, stopServers } from './provide-servers.ts';
export { type RedisOptions, startRedis } from './redis/start-redis.ts';
export { givenServer, type LocalServer, type Server } from './server.ts';
export { type ServerProcess, type SpawnedServer, spawnServer } from './spawn-server.ts';
export type { Tell } from './tell.ts';
export { until } from './until.ts';
export type { TestElasticsearch } from './vitest-setup.ts';
