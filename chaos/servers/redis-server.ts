import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalServer, startRedis } from '@achilles/testkit';
import { Redis } from 'ioredis';

/** A Redis that logs what it is told, and is killed, started again and emptied on purpose. */
export class RedisServer {
  readonly #folder: string;
  #server: LocalServer;

  private constructor(folder: string, server: LocalServer) {
    this.#folder = folder;
    this.#server = server;
  }

  static async start(): Promise<RedisServer> {
    const folder = await mkdtemp(join(tmpdir(), 'achilles-chaos-redis-'));
    return new RedisServer(folder, await startRedis({ folder }));
  }

  get url(): string {
    return this.#server.url;
  }

  kill(): Promise<void> {
    return this.#server.kill();
  }

  async restart(): Promise<void> {
    this.#server = await startRedis({ folder: this.#folder, port: Number(new URL(this.url).port) });
  }

  async flush(): Promise<void> {
    const client = new Redis(this.url, { lazyConnect: true, maxRetriesPerRequest: 1 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.flushall();
    } finally {
      client.disconnect();
    }
  }

  async stop(): Promise<void> {
    await this.#server.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
