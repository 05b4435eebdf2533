import type { DuckDBConnection, DuckDBResultReader } from '@duckdb/node-api';
import { StoreError } from '../../ports/store-error.ts';
import { duckdbError } from './duckdb-error.ts';
import type { SqlRow } from './read-buckets.ts';
import type { SqlValues } from './read-row.ts';
import type { Statement } from './statement.ts';

/** Runs the statements of one caller, none after that one has left. */
export class Statements {
  readonly #connection: DuckDBConnection;
  readonly #signal: AbortSignal | undefined;

  constructor(connection: DuckDBConnection, signal: AbortSignal | undefined) {
    this.#connection = connection;
    this.#signal = signal;
  }

  /** Rows by column name. @throws StoreError */
  async rows(statement: Statement): Promise<readonly SqlRow[]> {
    return (await this.#run(statement)).getRowObjectsJS() as SqlRow[];
  }

  /** Rows as values in the order of the columns. @throws StoreError */
  async values(statement: Statement): Promise<readonly SqlValues[]> {
    return (await this.#run(statement)).getRowsJS();
  }

  async #run({ sql, values, types }: Statement): Promise<DuckDBResultReader> {
    // An interruption between two statements stops neither.
    if (this.#signal?.aborted)
      throw new StoreError('cancelled', 'the caller left before the answer was there');
    return this.#connection.runAndReadAll(sql, [...values], [...types]).catch((error: unknown) => {
      throw duckdbError(error, 'reading', sql);
    });
  }
}
