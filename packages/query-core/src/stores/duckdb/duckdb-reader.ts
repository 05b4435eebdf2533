import type { DuckDBConnection } from '@duckdb/node-api';
import type { ResultReader, Snapshot } from '../../ports/result-reader.ts';
import { StoreError } from '../../ports/store-error.ts';
import { HeldSnapshots, type HeldUse } from '../held-snapshots.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { DuckDbSnapshot } from './duckdb-snapshot.ts';
import { HeldTransaction } from './held-transaction.ts';
import { Bindings } from './statement.ts';
import { Statements } from './statements.ts';

const BEGIN = new Bindings().statement('BEGIN TRANSACTION READ ONLY');
const COMMIT = new Bindings().statement('COMMIT');

/** Reads the embedded store; a snapshot is a transaction on a connection of its own. */
export class DuckDbReader implements ResultReader {
  readonly #pool: ConnectionPool;
  readonly #clock: () => number;
  readonly #held: HeldSnapshots<HeldTransaction>;

  /** @param mostHeld how many snapshots may be held open between their uses */
  constructor(pool: ConnectionPool, clock: () => number, mostHeld: number) {
    this.#pool = pool;
    this.#clock = clock;
    this.#held = new HeldSnapshots({ most: mostHeld, close: (transaction) => transaction.close() });
  }

  async withSnapshot<T>(use: (snapshot: Snapshot) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#pool.use(async (connection) => {
      if (signal?.aborted) throw new StoreError('cancelled', 'the caller left before the store was asked');
      return this.#inTransaction(connection, use, signal);
    }, signal);
  }

  async #inTransaction<T>(
    connection: DuckDBConnection,
    use: (snapshot: Snapshot) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    const interrupt = () => connection.interrupt();
    signal?.addEventListener('abort', interrupt, { once: true });
    // Taken before the transaction begins: whatever was acknowledged until then is in the snapshot.
    const asOf = this.#clock();
    const isOver = Promise.withResolvers<void>();
    let kept: HeldUse<HeldTransaction> | undefined;
    const hold = async (): Promise<string> => {
      kept ??= await this.#pool.handOver(connection, () =>
        this.#held.hold(new HeldTransaction(connection, asOf, isOver.promise)),
      );
      // An interruption would end the transaction, which others come back to.
      signal?.removeEventListener('abort', interrupt);
      return kept.id;
    };
    const statements = new Statements(connection, signal);
    try {
      await statements.values(BEGIN);
      const answer = await use(new DuckDbSnapshot(asOf, statements, { hold, finish: () => undefined }));
      if (kept === undefined) await statements.values(COMMIT);
      return answer;
    } catch (error) {
      if (kept === undefined) await connection.run('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      signal?.removeEventListener('abort', interrupt);
      isOver.resolve();
      kept?.leave();
    }
  }

  async withHeld<T>(id: string, use: (snapshot: Snapshot) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const again = this.#held.enter(id);
    if (again === null) throw new StoreError('gone', 'the snapshot is not held any more; begin anew');
    const { connection, asOf } = again.held;
    const statements = new Statements(connection, signal);
    try {
      return await again.held.inTurn(() =>
        use(new DuckDbSnapshot(asOf, statements, { hold: async () => id, finish: again.finish })),
      );
    } finally {
      again.leave();
    }
  }

  async release(id: string): Promise<void> {
    await this.#held.release(id);
  }

  /** Waits for what is under way, and closes every connection. */
  async close(): Promise<void> {
    await this.#pool.close();
    await this.#held.close();
  }
}
