import { freePort } from '../free-port.ts';
import type { LocalServer } from '../server.ts';
import { seconds, type Tell } from '../tell.ts';
import { clearPlace, type NodePlace, newPlace } from './node-place.ts';
import { nodePrograms } from './node-programs.ts';
import type { Release } from './releases.ts';
import { startNode } from './start-node.ts';

const NAME = 'node-1';

/** How to start an Elasticsearch. */
export interface ElasticsearchOptions {
  /** A port that was used before, to start a stopped server again where its clients look for it. */
  readonly port?: number;
  /** A folder that keeps the data between starts; a temporary one when not given. */
  readonly folder?: string;
  /** The node's memory, as Java takes it, such as `4g`; enough for tests when not given. */
  readonly heap?: string;
  /** Is told what takes long. */
  readonly tell?: Tell;
}

async function placeOf({ port, folder }: ElasticsearchOptions): Promise<NodePlace> {
  if (folder === undefined) return newPlace(port);
  return { http: port ?? (await freePort()), transport: await freePort(), folder, temporary: false };
}

/**
 * Starts one node of a release on free ports of the loopback address.
 * @throws when no JDK of this machine runs the release, or a jar can't be fetched
 */
export async function startElasticsearch(
  release: Release,
  options: ElasticsearchOptions = {},
): Promise<LocalServer> {
  const place = await placeOf(options);
  try {
    const programs = await nodePrograms(release, options.tell);
    const node = await startNode({ ...programs, heap: options.heap, place, name: NAME, cluster: null });
    const url = `http://127.0.0.1:${place.http}`;
    return {
      ...node,
      name: `Elasticsearch ${release}`,
      url,
      description: `Elasticsearch ${release} at ${url} (jars of Maven Central, Java ${programs.java.version}), started in ${seconds(node.milliseconds)}`,
      async stop() {
        await node.stop();
        await clearPlace(place);
      },
    };
  } catch (error) {
    await clearPlace(place);
    throw error;
  }
}
