import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import type { Server } from '../server.ts';
import { spawnServer } from '../spawn-server.ts';
import { fetchJars, type Jars, javaOf, type Release } from './fetch-jars.ts';
import { findJava, type Java } from './find-java.ts';

const HEAP = '512m';
const LAUNCHER = join(import.meta.dirname, 'Launcher.java');

interface NodeSettings {
  readonly java: Java;
  readonly jars: Jars;
  readonly name: string;
  readonly data: string;
  readonly http: number;
  readonly transport: number;
  /** Transport addresses of every node of the cluster, this one's included. */
  readonly seeds: readonly string[];
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

async function startNode(settings: NodeSettings, size: number): Promise<Server> {
  const url = `http://127.0.0.1:${settings.http}`;
  const { pid, stop } = await spawnServer({
    name: `Elasticsearch node ${settings.name}`,
    command: settings.java.command,
    args: [
      `-Xms${HEAP}`,
      `-Xmx${HEAP}`,
      '-XX:TieredStopAtLevel=4',
      ...(settings.java.version >= 21 ? ['--enable-native-access=ALL-UNNAMED'] : []),
      '-cp',
      settings.jars.classPath,
      LAUNCHER,
      ...settingsOf(settings),
    ],
    isReady: async () => {
      const health = await fetch(`${url}/_cluster/health`, { signal: AbortSignal.timeout(2_000) });
      const { number_of_nodes: nodes } = (await health.json()) as { number_of_nodes?: number };
      if (nodes !== size) throw new Error(`${nodes} of ${size} nodes are there`);
    },
  });
  return { url, pid, description: settings.name, stop };
}

/** Nodes of one cluster. */
export interface Cluster {
  readonly nodes: readonly Server[];
  stop(): Promise<void>;
}

/**
 * Starts a cluster of a release on free ports of the loopback address, its data in a temporary folder.
 * @throws when no JDK of this machine runs the release, or a jar can't be fetched
 */
export async function startCluster(release: Release, size: number): Promise<Cluster> {
  const java = await findJava(javaOf(release));
  if (java === undefined) {
    throw new Error(
      `Elasticsearch ${release} needs a JDK of version ${javaOf(release)} or newer; install one, or name a running server in TEST_ELASTICSEARCH_URL`,
    );
  }
  const jars = await fetchJars(release);
  const folder = await mkdtemp(join(tmpdir(), 'achilles-elasticsearch-'));
  const ports: number[] = [];
  for (let i = 0; i < size * 2; i++) ports.push(await freePort());
  const transports = ports.slice(size);
  const names = transports.map((_, i) => `node-${i + 1}`);
  const seeds = transports.map((port) => `127.0.0.1:${port}`);
  const starting = names.map((name, i) =>
    startNode(
      {
        java,
        jars,
        name,
        names,
        seeds,
        data: join(folder, name),
        http: ports[i] ?? 0,
        transport: transports[i] ?? 0,
      },
      size,
    ),
  );
  const stop = async () => {
    const started = await Promise.allSettled(starting);
    await Promise.all(started.map((node) => (node.status === 'fulfilled' ? node.value.stop() : undefined)));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return { nodes: await Promise.all(starting), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts one node of a release. @throws as startCluster does */
export async function startElasticsearch(release: Release): Promise<Server> {
  const { nodes, stop } = await startCluster(release, 1);
  const [node] = nodes;
  if (node === undefined) throw new Error('a cluster has at least one node');
  return { ...node, description: `Elasticsearch ${release} at ${node.url} (jars of Maven Central)`, stop };
}
