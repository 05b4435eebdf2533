import { setTimeout as sleep } from 'node:timers/promises';
import type { ChaosServers } from '../servers/chaos-servers.ts';
import { type Installation, LOCK_SECONDS } from '../servers/installation.ts';
import type { Random } from './random.ts';

const GAP_MS = [300, 2_500] as const;
const AWAY_MS = [0, 2_000] as const;

export const DISTURBANCES = [
  'worker killed',
  'worker paused',
  'API killed',
  'node killed',
  'Redis killed',
  'Redis emptied',
] as const;
export type Disturbance = (typeof DISTURBANCES)[number];

/** Takes things away and brings them back, one kind after the other; a node comes back while other things happen. */
export class Disturber {
  readonly counts = new Map<Disturbance, number>();
  readonly #servers: ChaosServers;
  readonly #installation: Installation;
  readonly #random: Random;
  readonly #tell: (line: string) => void;
  /** Changes before a node is killed and after that. */
  nodesKilled = 0;
  #node: Promise<void> = Promise.resolve();
  #isNodeAway = false;

  constructor(
    servers: ChaosServers,
    installation: Installation,
    random: Random,
    tell: (line: string) => void,
  ) {
    this.#servers = servers;
    this.#installation = installation;
    this.#random = random;
    this.#tell = tell;
  }

  /** Disturbs until a signal fires; resolves once everything is back. */
  async run(signal: AbortSignal): Promise<void> {
    try {
      while (!signal.aborted) {
        await sleep(this.#random.between(...GAP_MS));
        const kind = this.#random.weighted<Disturbance>([
          [4, 'worker killed'],
          [3, 'worker paused'],
          [1, 'API killed'],
          [2, 'node killed'],
          [1, 'Redis killed'],
          [1, 'Redis emptied'],
        ]);
        if (signal.aborted) break;
        await this.#disturb(kind);
      }
    } finally {
      await this.#node;
    }
  }

  async #disturb(kind: Disturbance): Promise<void> {
    const { apis, workers } = this.#installation;
    const away = this.#random.between(...AWAY_MS);
    const worker = this.#random.pick(workers);
    const api = this.#random.pick(apis);
    const node = this.#random.between(0, this.#servers.cluster.nodes.length - 1);
    if (kind === 'node killed' && this.#isNodeAway) return;
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    this.#tell(`${kind}, for ${away} ms`);
    switch (kind) {
      case 'worker killed':
      case 'API killed': {
        const process = kind === 'API killed' ? api : worker;
        await process.kill();
        await sleep(away);
        return process.start();
      }
      case 'worker paused':
        worker.pause();
        await sleep(LOCK_SECONDS * 1_000 + away);
        return worker.resume();
      case 'node killed':
        this.#node = this.#restartNode(node, away);
        // Its failure is told at the end of the run.
        this.#node.catch(() => undefined);
        return undefined;
      case 'Redis killed':
        await this.#servers.redis.kill();
        await sleep(away);
        return this.#servers.redis.restart();
      case 'Redis emptied':
        return this.#servers.redis.flush();
      default:
        return kind satisfies never;
    }
  }

  async #restartNode(place: number, away: number): Promise<void> {
    const node = this.#servers.cluster.nodes[place];
    this.#isNodeAway = true;
    this.nodesKilled += 1;
    await node?.kill();
    this.nodesKilled += 1;
    await sleep(away);
    await node?.restart();
    // With two copies of everything, one node at a time may go.
    await this.#servers.cluster.green();
    this.#isNodeAway = false;
  }
}
