import {
  givenElasticsearch,
  givenServer,
  givenServers,
  type Release,
  type Server,
  startElasticsearch,
  startRedis,
  type Tell,
} from '@achilles/testkit';

/** Enough for a million rows and pages of 50,000 buckets, and little enough for a laptop. */
export const HEAP = '3g';

/** What production runs on, for the length of one bench. */
export interface BenchServers {
  readonly elasticsearch: Server;
  readonly redis: Server;
  stop(): Promise<void>;
}

/** Takes the servers that the environment names, and starts the others. @throws when one can't be had */
export async function provideBenchServers(release: Release, tell: Tell): Promise<BenchServers> {
  const [url] = givenServers.elasticsearch;
  const elasticsearch =
    url === undefined
      ? await startElasticsearch(release, { heap: HEAP, tell })
      : await givenElasticsearch(url);
  tell(elasticsearch.description);
  try {
    const { redis: given } = givenServers;
    const redis = given === undefined ? await startRedis({ tell }) : givenServer('Redis', given);
    tell(redis.description);
    return {
      elasticsearch,
      redis,
      stop: async () => {
        await Promise.all([elasticsearch.stop(), redis.stop()]);
      },
    };
  } catch (error) {
    await elasticsearch.stop();
    throw error;
  }
}
