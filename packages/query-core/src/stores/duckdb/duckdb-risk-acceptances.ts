import { type DuckDBConnection, VARCHAR } from '@duckdb/node-api';
import type { RiskAcceptanceStore, RiskRecord } from '../../ports/risk-acceptance-store.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { driverError } from './duckdb-error.ts';
import type { DuckDbWriter } from './duckdb-writer.ts';

const ALL = 'SELECT record FROM risk_acceptances';
const ONE = `${ALL} WHERE acceptance_id = $1`;
const PUT = 'INSERT OR REPLACE INTO risk_acceptances VALUES ($1, $2)';

async function select(connection: DuckDBConnection, sql: string, ...values: string[]): Promise<RiskRecord[]> {
  const result = await connection.runAndReadAll(
    sql,
    values,
    values.map(() => VARCHAR),
  );
  return result.getRowObjectsJS().map(({ record }) => JSON.parse(String(record)) as RiskRecord);
}

/** Keeps risk acceptances in the embedded store, whole records as they were given. */
export class DuckDbRiskAcceptances implements RiskAcceptanceStore {
  readonly #connection: DuckDBConnection;
  readonly #writer: DuckDbWriter;
  readonly #pool: ConnectionPool;

  /** @param connection the writer's own */
  constructor(connection: DuckDBConnection, writer: DuckDbWriter, pool: ConnectionPool) {
    this.#connection = connection;
    this.#writer = writer;
    this.#pool = pool;
  }

  list(signal?: AbortSignal): Promise<readonly RiskRecord[]> {
    return this.#read((connection) => select(connection, ALL), signal);
  }

  async get(id: string): Promise<RiskRecord | null> {
    const [record = null] = await this.#read((connection) => select(connection, ONE, id));
    return record;
  }

  async put(record: RiskRecord): Promise<void> {
    await this.#writer.inTurn(() => this.#put(record));
  }

  /** In the writer's turn there is nobody else who writes. */
  change(id: string, change: (record: RiskRecord) => RiskRecord): Promise<RiskRecord | null> {
    return this.#writer.inTurn(async () => {
      const [record] = await select(this.#connection, ONE, id);
      if (record === undefined) return null;
      const changed = change(record);
      await this.#put(changed);
      return changed;
    });
  }

  async #put(record: RiskRecord): Promise<void> {
    await this.#connection.run(PUT, [record.acceptance_id, JSON.stringify(record)], [VARCHAR, VARCHAR]);
  }

  #read<T>(use: (connection: DuckDBConnection) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#pool.use(use, signal).catch((error: unknown) => {
      throw driverError(error, 'reading risk acceptances');
    });
  }
}
