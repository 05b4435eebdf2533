import type { DuckDBConnection } from '@duckdb/node-api';

/** A transaction that stays open between its uses, of which there is one at a time. */
export class HeldTransaction {
  readonly connection: DuckDBConnection;
  /** When its view was taken, epoch milliseconds. */
  readonly asOf: number;
  #previous: Promise<unknown>;

  /** @param firstUse settles when the use that is under way is over */
  constructor(connection: DuckDBConnection, asOf: number, firstUse: Promise<unknown>) {
    this.connection = connection;
    this.asOf = asOf;
    this.#previous = firstUse;
  }

  /** Runs one use after all earlier ones. */
  inTurn<T>(use: () => Promise<T>): Promise<T> {
    const turn = this.#previous.then(use);
    this.#previous = turn.catch(() => undefined);
    return turn;
  }

  /** Gives the transaction up, and its connection. */
  async close(): Promise<void> {
    await this.connection.run('ROLLBACK').catch(() => undefined);
    this.connection.closeSync();
  }
}
