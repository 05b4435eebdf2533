export type { Release } from './elasticsearch/releases.ts';
export {
  type Cluster,
  type ElasticsearchOptions,
  startCluster,
  startElasticsearch,
} from './elasticsearch/start-elasticsearch.ts';
export type { Fault } from './faults/fault.ts';
export { type FaultProxy, faultProxy, type Outcome, type SeenRequest } from './faults/fault-proxy.ts';
export { provideServers, type Servers, stopServers } from './provide-servers.ts';
export { type RedisOptions, startRedis } from './redis/start-redis.ts';
export type { LocalServer, Server } from './server.ts';
export { until } from './until.ts';
export type { TestElasticsearch } from './vitest-setup.ts';
