import type { StoredExecution } from '@achilles/types';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { ResultWriter, WriteCounts } from '../../ports/result-writer.ts';
import { appendStaged } from './append-staged.ts';
import { driverError } from './duckdb-error.ts';
import { ROW_COLUMNS } from './schema.ts';

const MATCH = `CREATE OR REPLACE TEMP TABLE matched AS
  SELECT s.ordinal, e.rowid AS stored, e.source = s.source AS same
  FROM staged s JOIN executions e ON e."index" = s."index" AND e.id = s.id`;
const DELETE_REPLACED = 'DELETE FROM executions WHERE rowid IN (SELECT stored FROM matched WHERE NOT same)';
const INSERT_CHANGED = `INSERT INTO executions SELECT ${ROW_COLUMNS} FROM staged
  WHERE ordinal NOT IN (SELECT ordinal FROM matched WHERE same) ORDER BY ordinal`;
const COUNT_MATCHED =
  'SELECT count(*) FILTER (WHERE same) AS same, count(*) FILTER (WHERE NOT same) AS changed FROM matched';

/** The last row of each identity, in the order of first appearance. */
function lastOfEach(rows: readonly StoredExecution[]): StoredExecution[] {
  const byIdentity = new Map<string, StoredExecution>();
  for (const row of rows) byIdentity.set(JSON.stringify([row.index, row.id]), row);
  return [...byIdentity.values()];
}

async function storeBatch(
  connection: DuckDBConnection,
  rows: readonly StoredExecution[],
): Promise<WriteCounts> {
  if (rows.length === 0) return { added: 0, replaced: 0, unchanged: 0 };
  await connection.run('DELETE FROM staged');
  await appendStaged(connection, rows);
  await connection.run(MATCH);
  await connection.run(DELETE_REPLACED);
  await connection.run(INSERT_CHANGED);
  const result = await connection.runAndReadAll(COUNT_MATCHED);
  const { same, changed } = result.getRowObjectsJS()[0] ?? {};
  const unchanged = Number(same);
  const replaced = Number(changed);
  return { added: rows.length - unchanged - replaced, replaced, unchanged };
}

/** Writes the embedded store, one batch at a time on a connection of its own. */
export class DuckDbWriter implements ResultWriter {
  readonly #connection: DuckDBConnection;
  #previous: Promise<unknown> = Promise.resolve();

  constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  write(rows: readonly StoredExecution[], permit?: () => Promise<void>): Promise<WriteCounts> {
    return this.inTransaction((connection) => storeBatch(connection, lastOfEach(rows)), permit);
  }

  async count(): Promise<number> {
    return this.inTurn(async () => {
      const result = await this.#connection.runAndReadAll('SELECT count(*) AS n FROM executions');
      return Number(result.getRowObjectsJS()[0]?.n);
    });
  }

  /** Runs one piece of work after all earlier ones on the writing connection. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#previous.then(work).catch((error: unknown) => {
      throw driverError(error, 'writing');
    });
    this.#previous = turn.catch(() => undefined);
    return turn;
  }

  /** Runs statements in one transaction, in the writer's turn; what `work` throws undoes them. */
  inTransaction<T>(
    work: (connection: DuckDBConnection) => Promise<T>,
    permit?: () => Promise<void>,
  ): Promise<T> {
    return this.inTurn(async () => {
      await permit?.();
      const connection = this.#connection;
      await connection.run('BEGIN TRANSACTION');
      try {
        const done = await work(connection);
        await connection.run('COMMIT');
        return done;
      } catch (error) {
        await connection.run('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
  }
}
