import { join } from 'node:path';
import { type SpawnedServer, spawnServer } from '../spawn-server.ts';
import type { NodePlace } from './node-place.ts';
import type { NodePrograms } from './node-programs.ts';

const TEST_HEAP = '1g';
const LAUNCHER = join(import.meta.dirname, 'Launcher.java');

/** The nodes that one node meets, itself included. */
export interface ClusterMembers {
  readonly names: readonly string[];
  /** Transport addresses. */
  readonly seeds: readonly string[];
  /** How many nodes must have met until this one counts as started. */
  readonly expected: number;
}

/** Where one node is and whom it meets. */
export interface NodeSettings extends NodePrograms {
  /** As Java takes it, such as `4g`. */
  readonly heap?: string | undefined;
  readonly name: string;
  readonly place: NodePlace;
  /** Null for a node by itself. */
  readonly cluster: ClusterMembers | null;
}

function settingsOf({ jars, name, place, cluster }: NodeSettings): string[] {
  const discovery: Record<string, string> =
    cluster === null
      ? { 'discovery.type': 'single-node' }
      : {
          'discovery.seed_hosts': cluster.seeds.join(','),
          'cluster.initial_master_nodes': cluster.names.join(','),
        };
  const settings: Record<string, string | number> = {
    'path.home': jars.home,
    'path.data': place.folder,
    'cluster.name': 'achilles-testkit',
    'node.name': name,
    'network.host': '127.0.0.1',
    'http.port': place.http,
    'transport.port': place.transport,
    'cluster.routing.allocation.disk.threshold_enabled': 'false',
    // Every suite brings its own indices: more shards than a node is given by default.
    'cluster.max_shards_per_node': 20_000,
    ...discovery,
  };
  return Object.entries(settings).map(([key, value]) => `${key}=${value}`);
}

/** Starts one node from its jars and waits until enough nodes of its cluster have met and no index is red. */
export function startNode(settings: NodeSettings): Promise<SpawnedServer> {
  const { java, jars, heap = TEST_HEAP, name, place, cluster } = settings;
  const expected = cluster?.expected ?? 1;
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
    temporaryFolder: place.temporary ? place.folder : undefined,
    isReady: async () => {
      const response = await fetch(`http://127.0.0.1:${place.http}/_cluster/health`, {
        signal: AbortSignal.timeout(2_000),
      });
      const health = (await response.json()) as { number_of_nodes?: number; status?: string };
      if ((health.number_of_nodes ?? 0) < expected)
        throw new Error(`${health.number_of_nodes} of ${expected} nodes are there`);
      if (health.status === 'red') throw new Error('shards are still on their way');
    },
  });
}
