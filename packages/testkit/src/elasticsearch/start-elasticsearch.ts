import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allOrNone } from '../all-or-none.ts';
import { freePort } from '../free-port.ts';
import type { LocalServer } from '../server.ts';
import { seconds, type Tell } from '../tell.ts';
import { fetchJars } from './fetch-jars.ts';
import { findJava } from './find-java.ts';
import { javaOf, type Release } from './releases.ts';
import { startNode } from './start-node.ts';

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

/** Nodes of one cluster. */
export interface Cluster {
  readonly nodes: readonly LocalServer[];
  stop(): Promise<void>;
}

/** Where one node listens and keeps its data. */
interface Place {
  readonly port: number;
  readonly folder: string;
  /** Whether the data go when the node is stopped. */
  readonly temporary: boolean;
}

async function newPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'achilles-elasticsearch-'));
  return { port: await freePort(), folder, temporary: true };
}

async function prepare(release: Release, tell: Tell | undefined) {
  const java = await findJava(javaOf(release));
  if (java === undefined) {
    throw new Error(
      `Elasticsearch ${release} needs a JDK of version ${javaOf(release)} or newer; install one, or name a running server in TEST_ELASTICSEARCH_URL`,
    );
  }
  return { java, jars: await fetchJars(release, { tell }) };
}

async function clear({ folder, temporary }: Place): Promise<void> {
  if (temporary) await rm(folder, { recursive: true, force: true });
}

async function startNodes(
  release: Release,
  places: readonly Place[],
  { tell, heap }: { readonly tell?: Tell | undefined; readonly heap?: string | undefined },
): Promise<LocalServer[]> {
  const { java, jars } = await prepare(release, tell);
  const transports: number[] = [];
  for (const _ of places) transports.push(await freePort());
  const names = places.map((_, i) => `node-${i + 1}`);
  const seeds = transports.map((port) => `127.0.0.1:${port}`);
  const starting = places.map(async (place, i): Promise<LocalServer> => {
    const name = names[i] ?? '';
    const node = await startNode({
      ...{ java, jars, heap, name, names, seeds },
      ...{ data: place.folder, temporary: place.temporary, http: place.port, transport: transports[i] ?? 0 },
    });
    const url = `http://127.0.0.1:${place.port}`;
    return {
      ...node,
      name: `Elasticsearch ${release}`,
      url,
      description: `Elasticsearch ${release} at ${url} (jars of Maven Central, Java ${java.version}), started in ${seconds(node.milliseconds)}`,
      async stop() {
        await node.stop();
        await clear(place);
      },
    };
  });
  return allOrNone(starting);
}

/**
 * Starts a cluster of a release on free ports of the loopback address, its data in temporary folders.
 * @throws when no JDK of this machine runs the release, or a jar can't be fetched
 */
export async function startCluster(release: Release, size: number, tell?: Tell): Promise<Cluster> {
  const places: Place[] = [];
  try {
    for (let i = 0; i < size; i++) places.push(await newPlace());
    const nodes = await startNodes(release, places, { tell });
    return {
      nodes,
      stop: async () => {
        await Promise.all(nodes.map((node) => node.stop()));
      },
    };
  } catch (error) {
    await Promise.all(places.map(clear));
    throw error;
  }
}

/** Starts one node of a release. @throws as startCluster does */
export async function startElasticsearch(
  release: Release,
  { port, folder, heap, tell }: ElasticsearchOptions = {},
): Promise<LocalServer> {
  const place: Place =
    folder === undefined
      ? { ...(await newPlace()), ...(port === undefined ? {} : { port }) }
      : { port: port ?? (await freePort()), folder, temporary: false };
  try {
    const [node] = await startNodes(release, [place], { heap, tell });
    if (node === undefined) throw new Error('a cluster has at least one node');
    return node;
  } catch (error) {
    await clear(place);
    throw error;
  }
}
