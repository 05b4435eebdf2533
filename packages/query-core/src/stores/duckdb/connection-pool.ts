import { setTimeout as sleep } from 'node:timers/promises';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { StoreError } from '../../ports/store-error.ts';

/** Hands out a fixed number of connections; who finds none free waits for its turn. */
export class ConnectionPool {
  readonly #instance: DuckDBInstance;
  readonly #free: DuckDBConnection[];
  readonly #all: Set<DuckDBConnection>;
  readonly #idle: (() => void)[] = [];
  readonly #waiting: ((connection: DuckDBConnection) => void)[] = [];

  private constructor(instance: DuckDBInstance, connections: readonly DuckDBConnection[]) {
    this.#instance = instance;
    this.#all = new Set(connections);
    this.#free = [...connections];
  }

  static async open(instance: DuckDBInstance, size: number): Promise<ConnectionPool> {
    const connecting = Array.from({ length: size }, () => instance.connect());
    return new ConnectionPool(instance, await Promise.all(connecting));
  }

  /** Runs `use` with a connection of its own; a signal that fires while waiting gives the turn up. */
  async use<T>(use: (connection: DuckDBConnection) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const connection = this.#free.pop() ?? (await this.#wait(signal));
    try {
      return await use(connection);
    } finally {
      if (this.#all.has(connection)) this.#giveBack(connection);
    }
  }

  /**
   * Lets somebody have a connection that is in use; another one is opened in its place.
   * @param take what it throws leaves the connection where it is
   */
  async handOver<T>(connection: DuckDBConnection, take: () => T): Promise<T> {
    const other = await this.#instance.connect();
    try {
      const taken = take();
      this.#all.delete(connection);
      this.#all.add(other);
      this.#giveBack(other);
      return taken;
    } catch (error) {
      other.closeSync();
      throw error;
    }
  }

  /** Resolves as soon as nobody has a connection, and after some milliseconds in any case. */
  async idleWithin(ms: number): Promise<void> {
    if (this.#free.length === this.#all.size) return;
    const timer = new AbortController();
    const late = sleep(ms, undefined, { signal: timer.signal }).catch(() => undefined);
    await Promise.race([new Promise<void>((resolve) => this.#idle.push(resolve)), late]);
    timer.abort();
  }

  /** Waits for every connection to come back and closes them all. */
  async close(): Promise<void> {
    for (let taken = this.#free.length; taken < this.#all.size; taken++) {
      await new Promise((resolve) => this.#waiting.push(resolve));
    }
    for (const connection of this.#all) connection.closeSync();
  }

  #giveBack(connection: DuckDBConnection): void {
    const next = this.#waiting.shift();
    if (next !== undefined) {
      next(connection);
      return;
    }
    this.#free.push(connection);
    if (this.#free.length < this.#all.size) return;
    for (const isIdle of this.#idle.splice(0)) isIdle();
  }

  #wait(signal?: AbortSignal): Promise<DuckDBConnection> {
    return new Promise((resolve, reject) => {
      const turn = (connection: DuckDBConnection) => {
        signal?.removeEventListener('abort', leave);
        resolve(connection);
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(turn), 1);
        reject(new StoreError('cancelled', 'the caller left while waiting for a connection'));
      };
      this.#waiting.push(turn);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }
}
