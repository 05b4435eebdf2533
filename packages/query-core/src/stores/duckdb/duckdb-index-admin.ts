import { VARCHAR } from '@duckdb/node-api';
import type { IndexAdmin } from '../../ports/index-admin.ts';
import type { DuckDbWriter } from './duckdb-writer.ts';

const INSERT = `INSERT INTO indices SELECT $1 WHERE NOT EXISTS (SELECT 1 FROM executions WHERE "index" = $1)
  ON CONFLICT DO NOTHING`;

/** Names indices. In the embedded store an index is there when it was created, or when a row has its name. */
export class DuckDbIndexAdmin implements IndexAdmin {
  readonly #writer: DuckDbWriter;

  constructor(writer: DuckDbWriter) {
    this.#writer = writer;
  }

  create(index: string, permit: () => Promise<void>): Promise<boolean> {
    return this.#writer.inTransaction(async (connection) => {
      const { rowsChanged } = await connection.run(INSERT, [index], [VARCHAR]);
      return rowsChanged === 1;
    }, permit);
  }
}
