import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { StoreError } from '../../ports/store-error.ts';

/** Hands out a fixed number of connections; who finds none free waits for its turn. */
export class ConnectionPool {
  readonly #free: DuckDBConnection[];
  readonly #all: readonly DuckDBConnection[];
  readonly #waiting: ((connection: DuckDBConnection) => void)[] = [];

  private constructor(connections: readonly DuckDBConnection[]) {
    this.#all = connections;
    this.#free = [...connections];
  }

  static async open(instance: DuckDBInstance, size: number): Promise<ConnectionPool> {
    return new ConnectionPool(await Promise.all(Array.from({ length: size }, () => instance.connect())));
  }

  /** Runs `use` with a connection of its own; a signal that fires while waiting gives the turn up. */
  async use<T>(use: (connection: DuckDBConnection) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const connection = this.#free.pop() ?? (await this.#wait(signal));
    try {
      return await use(connection);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free.push(connection);
      else next(connection);
    }
  }

  /** Waits for every connection to come back and closes them all. */
  async close(): Promise<void> {
    for (let taken = this.#free.length; taken < this.#all.length; taken++) {
      await new Promise((resolve) => this.#waiting.push(resolve));
    }
    for (const connection of this.#all) connection.closeSync();
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
