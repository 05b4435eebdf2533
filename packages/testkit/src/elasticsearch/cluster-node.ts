import type { LocalServer } from '../server.ts';
import type { SpawnedServer } from '../spawn-server.ts';
import { seconds } from '../tell.ts';
import { clearPlace } from './node-place.ts';
import type { Release } from './releases.ts';
import { type NodeSettings, startNode } from './start-node.ts';

/** One node of a cluster: it may be ended, paused and started again where it was, with the data that it had. */
export class ClusterNode implements LocalServer {
  readonly name: string;
  readonly url: string;
  readonly #settings: NodeSettings;
  #running: SpawnedServer;

  private constructor(name: string, settings: NodeSettings, running: SpawnedServer) {
    this.name = name;
    this.url = `http://127.0.0.1:${settings.place.http}`;
    this.#settings = settings;
    this.#running = running;
  }

  /** Starts a node for the first time, and waits until it has met the others. */
  static async start(release: Release, settings: NodeSettings): Promise<ClusterNode> {
    const name = `Elasticsearch ${release}, ${settings.name}`;
    return new ClusterNode(name, settings, await startNode(settings));
  }

  get pid(): number {
    return this.#running.pid;
  }

  get description(): string {
    return `${this.name} at ${this.url}, started in ${seconds(this.#running.milliseconds)}`;
  }

  /** Starts it again on its own data and ports after it was killed; resolves once it has joined the cluster. */
  async restart(): Promise<void> {
    const { cluster } = this.#settings;
    // Others may be away as well: a majority that has met is a cluster.
    const expected = Math.floor((cluster?.names.length ?? 1) / 2) + 1;
    const members = cluster === null ? null : { ...cluster, expected };
    this.#running = await startNode({ ...this.#settings, cluster: members });
  }

  kill(): Promise<void> {
    return this.#running.kill();
  }

  pause(): void {
    this.#running.pause();
  }

  resume(): void {
    this.#running.resume();
  }

  async stop(): Promise<void> {
    await this.#running.stop();
    await clearPlace(this.#settings.place);
  }
}
