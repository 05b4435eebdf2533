import { type ElasticsearchCluster, startElasticsearchCluster, type Tell } from '@achilles/testkit';
import { type Balancer, startBalancer } from './balancer.ts';
import { ElasticsearchHttp } from './elasticsearch-http.ts';
import { putTemplates } from './index-templates.ts';
import { RedisServer } from './redis-server.ts';

const NODES = 3;

/** What every case of a run stands on. */
export interface ChaosServers {
  readonly cluster: ElasticsearchCluster;
  readonly balancer: Balancer;
  readonly elasticsearch: ElasticsearchHttp;
  readonly redis: RedisServer;
  stop(): Promise<void>;
}

/** Starts a cluster of three nodes, a Redis, and what stands before the nodes. */
export async function startChaosServers(tell: Tell): Promise<ChaosServers> {
  const cluster = await startElasticsearchCluster({ nodes: NODES, tell });
  const balancer = await startBalancer(cluster.nodes.map(({ url }) => url));
  const elasticsearch = new ElasticsearchHttp(balancer.url);
  const redis = await RedisServer.start().catch(async (error: unknown) => {
    await balancer.close();
    await cluster.stop();
    throw error;
  });
  const stop = async () => {
    await balancer.close();
    await Promise.all([redis.stop(), cluster.stop()]);
  };
  try {
    await putTemplates(elasticsearch);
    return { cluster, balancer, elasticsearch, redis, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
