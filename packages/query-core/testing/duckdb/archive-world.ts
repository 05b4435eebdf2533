import { readExecution } from '@achilles/types';
import { DuckDBInstance } from '@duckdb/node-api';
import { DuckDbWriter } from '../../src/stores/duckdb/duckdb-writer.ts';
import { storeOnInstance } from '../../src/stores/duckdb/open-duckdb-store.ts';
import { CREATE_STAGED } from '../../src/stores/duckdb/schema.ts';
import type { ArchiveWorld } from '../archive-contract/archive-world.ts';

/**
 * An embedded store for tests of moves; they look at it, and write, through a connection of their own: a move's permit is
 * asked in the turn of the store's writer, so that a test which writes there would wait for itself.
 */
export async function duckdbArchiveWorld(): Promise<ArchiveWorld> {
  const file = ':memory:';
  const instance = await DuckDBInstance.create(file);
  const store = await storeOnInstance(instance, { file });
  const connection = await instance.connect();
  await connection.run(CREATE_STAGED);
  const writer = new DuckDbWriter(connection);
  const texts = async (table: string) => {
    const read = await connection.runAndReadAll(`SELECT "index" || '/' || id, source FROM ${table}`);
    return new Map(read.getRowsJS().map(([key, text]) => [String(key), String(text)]));
  };
  return {
    store,
    named: (index) => index,
    put: async (index, id, text) => {
      const source = JSON.parse(text) as Record<string, unknown>;
      const { execution } = readExecution(source);
      if (execution === null) throw new Error('the embedded store has counted rows alone');
      await writer.write([{ index, id, source, execution }]);
    },
    remove: async (index, id) => {
      await connection.run('DELETE FROM executions WHERE "index" = $1 AND id = $2', [index, id]);
    },
    live: () => texts('executions'),
    archived: () => texts('archived_executions'),
    keepsText: false,
    close: async () => {
      connection.closeSync();
      await store.close();
    },
  };
}
