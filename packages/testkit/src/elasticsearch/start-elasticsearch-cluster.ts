import { allOrNone } from '../all-or-none.ts';
import type { LocalServer } from '../server.ts';
import { seconds, silent, type Tell } from '../tell.ts';
import { until } from '../until.ts';
import { ClusterNode } from './cluster-node.ts';
import { clearPlace, type NodePlace, newPlace } from './node-place.ts';
import { nodePrograms } from './node-programs.ts';
import { RELEASES, type Release } from './releases.ts';

const HEAP = '512m';
const GREEN_MS = 120_000;

/** How to start a cluster. */
export interface ClusterOptions {
  readonly nodes: number;
  /** The oldest known one when not given. */
  readonly release?: Release;
  /** The memory of each node, as Java takes it (512m when not given). */
  readonly heap?: string;
  /** Is told what takes long. */
  readonly tell?: Tell;
}

/** Nodes of one cluster, each a process of its own. */
export interface ElasticsearchCluster {
  readonly nodes: readonly ClusterNode[];
  /** Waits until every copy of every shard is where it belongs. @throws when that takes longer */
  green(milliseconds?: number): Promise<void>;
  /** Ends every node, also those that are paused; their data go. */
  stop(): Promise<void>;
}

/** Every node must say so: those that stay need a moment to notice that another one is gone. */
async function expectGreen(nodes: readonly LocalServer[]): Promise<void> {
  for (const { name, url } of nodes) {
    const response = await fetch(`${url}/_cluster/health`, { signal: AbortSignal.timeout(2_000) });
    const { status, number_of_nodes: met } = (await response.json()) as Record<string, unknown>;
    if (status !== 'green' || met !== nodes.length)
      throw new Error(`${name} sees a cluster that is ${status}, with ${met} of ${nodes.length} nodes`);
  }
}

/**
 * Starts a cluster on free ports of the loopback address, its data in temporary folders, and waits until it is green.
 * @throws when no JDK of this machine runs the release, or a jar can't be fetched
 */
export async function startElasticsearchCluster(options: ClusterOptions): Promise<ElasticsearchCluster> {
  const { nodes: size, release = RELEASES[0] as Release, heap = HEAP, tell = silent } = options;
  const started = performance.now();
  const programs = await nodePrograms(release, tell);
  const places: NodePlace[] = [];
  try {
    for (let i = 0; i < size; i++) places.push(await newPlace());
    const names = places.map((_, i) => `node-${i + 1}`);
    const seeds = places.map(({ transport }) => `127.0.0.1:${transport}`);
    const members = { names, seeds, expected: size };
    const nodes = await allOrNone(
      places.map((place, i) =>
        ClusterNode.start(release, {
          ...{ ...programs, heap, place, name: names[i] ?? '' },
          cluster: size === 1 ? null : members,
        }),
      ),
    );
    const green = (milliseconds = GREEN_MS) => until(() => expectGreen(nodes), milliseconds);
    const stop = async () => {
      await Promise.all(nodes.map((node) => node.stop()));
    };
    await green().catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    tell(
      `a cluster of ${size} nodes of Elasticsearch ${release}, green after ${seconds(performance.now() - started)}`,
    );
    return { nodes, green, stop };
  } catch (error) {
    await Promise.all(places.map(clearPlace));
    throw error;
  }
}
