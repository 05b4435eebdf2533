import { EventEmitter } from 'node:events';
import type { PGlite } from '@electric-sql/pglite';
import type { PgNotification, PgPool, PgPoolClient, PgQueryResult } from 'bullmq';

/** Runs a statement; only one without values may be several. */
async function run<R>(
  database: PGlite,
  text: string,
  values?: readonly unknown[],
): Promise<PgQueryResult<R>> {
  if (values !== undefined && values.length > 0) return database.query<R>(text, [...values]);
  const results = await database.exec(text);
  return (results.at(-1) ?? { rows: [] }) as PgQueryResult<R>;
}

/** What BullMQ takes for a connection of its own; the database has one session, which all of them share. */
class SharedSession extends EventEmitter implements PgPoolClient {
  readonly #database: PGlite;
  readonly #unsubscribe: () => void;

  constructor(database: PGlite) {
    super();
    this.#database = database;
    this.setMaxListeners(0);
    this.#unsubscribe = database.onNotification((channel, payload) => {
      const notification: PgNotification = { channel, payload };
      this.emit('notification', notification);
    });
  }

  query<R>(text: string, values?: readonly unknown[]): Promise<PgQueryResult<R>> {
    return run(this.#database, text, values);
  }

  release(): void {
    this.#unsubscribe();
  }
}

/**
 * PGlite as the pool of connections that BullMQ asks for, without a socket in between: statements run one after the
 * other in this process, and a notification arrives with the statement that sent it.
 */
export class PglitePool extends EventEmitter implements PgPool {
  /** A session within this process can't be lost unnoticed. */
  readonly options = { keepAlive: true };
  readonly #database: PGlite;

  constructor(database: PGlite) {
    super();
    this.#database = database;
    // Every queue and worker listens, and none of them stops.
    this.setMaxListeners(0);
  }

  query<R>(text: string, values?: readonly unknown[]): Promise<PgQueryResult<R>> {
    return run(this.#database, text, values);
  }

  async connect(): Promise<PgPoolClient> {
    return new SharedSession(this.#database);
  }

  /** Queues and workers end it; the database is closed by who opened it. */
  async end(): Promise<void> {}
}
