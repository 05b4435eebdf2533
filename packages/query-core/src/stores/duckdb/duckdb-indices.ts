import type { IndexCatalog, IndexState } from '../../ports/index-catalog.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { driverError } from './duckdb-error.ts';

const LIST = `SELECT "index" AS name, count(*) AS documents, sum(strlen(source))::BIGINT AS bytes
  FROM executions GROUP BY "index"`;

/** Tells of the indices that rows were written to. The embedded store has one file for all, so that none is ever apart. */
export class DuckDbIndices implements IndexCatalog {
  readonly #pool: ConnectionPool;

  constructor(pool: ConnectionPool) {
    this.#pool = pool;
  }

  async list(isAsked: (name: string) => boolean, signal?: AbortSignal): Promise<readonly IndexState[]> {
    const read = this.#pool.use((connection) => connection.runAndReadAll(LIST), signal);
    const result = await read.catch((error: unknown) => {
      throw driverError(error, 'listing indices');
    });
    const rows = result.getRowObjectsJS().filter(({ name }) => isAsked(String(name)));
    return rows.map(({ name, documents, bytes }) => ({
      name: String(name),
      docsCount: Number(documents),
      storeSizeBytes: Number(bytes),
      status: 'green',
    }));
  }
}
