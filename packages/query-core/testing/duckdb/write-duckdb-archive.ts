import { readExecution, type StoredExecution } from '@achilles/types';
import { DuckDBInstance } from '@duckdb/node-api';
import { appendStaged } from '../../src/stores/duckdb/append-staged.ts';
import { CREATE_STAGED, CREATE_TABLES, ROW_COLUMNS } from '../../src/stores/duckdb/schema.ts';
import type { RawDocument } from '../worlds/world.ts';

/** Makes the file of an embedded store that has archived rows and no live ones. */
export async function writeDuckDbArchive(file: string, documents: readonly RawDocument[]): Promise<void> {
  const rows = documents.flatMap(({ index, id, source }): StoredExecution[] => {
    const { execution } = readExecution(source);
    return execution === null ? [] : [{ index, id, source, execution }];
  });
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  for (const statement of [...CREATE_TABLES, CREATE_STAGED]) await connection.run(statement);
  await appendStaged(connection, rows);
  await connection.run(
    `INSERT INTO archived_executions (${ROW_COLUMNS}, job, archived_at) SELECT ${ROW_COLUMNS}, 'job', 0 FROM staged`,
  );
  connection.closeSync();
  instance.closeSync();
}
