import type { FieldType, StoredExecution } from '@achilles/types';
import { type DuckDBAppender, type DuckDBConnection, LIST, VARCHAR } from '@duckdb/node-api';
import { FIELD_COLUMNS } from './schema.ts';

type Append = (appender: DuckDBAppender, value: never) => void;

const LIST_OF_TEXT = LIST(VARCHAR);

const APPEND: Record<FieldType, Append> = {
  keyword: (appender, value: string) => appender.appendVarchar(value),
  keywords: (appender, value: readonly string[]) => appender.appendList(value, LIST_OF_TEXT),
  boolean: (appender, value: boolean) => appender.appendBoolean(value),
  integer: (appender, value: number) => appender.appendBigInt(BigInt(value)),
  float: (appender, value: number) => appender.appendDouble(value),
  date: (appender, value: number) => appender.appendBigInt(BigInt(value)),
};

/** Fills the empty table `staged` with a batch. */
export async function appendStaged(
  connection: DuckDBConnection,
  rows: readonly StoredExecution[],
): Promise<void> {
  const appender = await connection.createAppender('staged', null, 'temp');
  for (const [ordinal, { index, id, execution, source }] of rows.entries()) {
    appender.appendBigInt(BigInt(ordinal));
    appender.appendVarchar(index);
    appender.appendVarchar(id);
    for (const [name, { type }] of FIELD_COLUMNS) {
      const value = execution[name];
      if (value === null) appender.appendNull();
      else APPEND[type](appender, value as never);
    }
    appender.appendVarchar(JSON.stringify(source));
    appender.endRow();
  }
  appender.flushSync();
  appender.closeSync();
}
