export type { Release } from './elasticsearch/fetch-jars.ts';
export { type Cluster, startCluster, startElasticsearch } from './elasticsearch/start-elasticsearch.ts';
export { provideServers, type Servers, stopServers } from './provide-servers.ts';
export { type RedisOptions, startRedis } from './redis/start-redis.ts';
export type { Server } from './server.ts';
export { until } from './until.ts';
export type { TestElasticsearch } from './vitest-setup.ts';
