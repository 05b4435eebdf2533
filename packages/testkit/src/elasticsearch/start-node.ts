import { join } from 'node:path';
import { type SpawnedServer, spawnServer } from '../spawn-server.ts';
import type { Jars } from './fetch-jars.ts';
import type { Java } from './find-java.ts';

const TEST_HEAP = '1g';
const LAUNCHER = join(import.meta.dirname, 'Launcher.java');

/** Where one node is and whom it meets. */
export interface NodeSettings {
  readonly java: Java;
  readonly jars: Jars;
  /** As Java takes it, such as `4g`. */
  readonly heap?: string | undefined;
  readonly name: string;
  readonly data: string;
  readonly temporary: boolean;
  readonly http: number;
  readonly transport: number;
  /** Transport addresses of every node of the cluster, this one's included. */
  readonly seeds: readonly string[];
  /** Names of every node of the cluster. */
  readonly names: readonly string[];
}

function settingsOf({ jars, name, data, http, transport, seeds, names }: NodeSettings): string[] {
  const discovery: Record<string, string> =
    names.length === 1
      ? { 'discovery.type': 'single-node' }
      : { 'discovery.seed_hosts': seeds.join(','), 'cluster.initial_master_nodes': names.join(',') };
  const settings: Record<string, string | number> = {
    'path.home': jars.home,
    'path.data': data,
    'cluster.name': 'achilles-testkit',
    'node.name': name,
    'network.host': '127.0.0.1',
    'http.port': http,
    'transport.port': transport,
    'cluster.routing.allocation.disk.threshold_enabled': 'false',
    // Every suite brings its own indices: more shards than a node is given by default.
    'cluster.max_shards_per_node': 20_000,
    ...discovery,
  };
  return Object.entries(settings).map(([key, value]) => `${key}=${value}`);
}

/** Starts one node from its jars and waits until every node of its cluster has met and no index is red. */
export function startNode(settings: NodeSettings): Promise<SpawnedServer> {
  const { java, jars, heap = TEST_HEAP, name, data, temporary, http, names } = settings;
  return spawnServer({
    name: `Elasticsearch node ${name}`,
    command: java.command,
    args: [
      `-Xms${heap}`,
      `-Xmx${heap}`,
      '-XX:TieredStopAtLevel=4',
      ...(java.version >= 21 ? ['--enable-native-access=ALL-UNNAMED'] : []),
      '-cp',
      jars.classPath,
      LAUNCHER,
      ...settingsOf(settings),
    ],
    temporaryFolder: temporary ? data : undefined,
    isReady: async () => {
      const response = await fetch(`http://127.0.0.1:${http}/_cluster/health`, {
        signal: AbortSignal.timeout(2_000),
      });
      const health = (await response.json()) as { number_of_nodes?: number; status?: string };
      if (health.number_of_nodes !== names.length)
        throw new Error(`${health.number_of_nodes} of ${names.length} nodes are there`);
      if (health.status === 'red') throw new Error('shards are still on their way');
    },
  });
}
