import type { FieldType, StoredExecution } from '@achilles/types';
import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBListValue,
  type DuckDBType,
  type DuckDBValue,
  LIST,
  VARCHAR,
} from '@duckdb/node-api';
import { FIELD_COLUMNS } from './schema.ts';

type ToValue = (value: never) => DuckDBValue;

const bigint = (value: number): bigint => BigInt(value);

const COLUMN: Record<FieldType, { readonly type: DuckDBType; readonly of: ToValue }> = {
  keyword: { type: VARCHAR, of: (value: string) => value },
  keywords: { type: LIST(VARCHAR), of: (value: readonly string[]) => new DuckDBListValue(value) },
  boolean: { type: BOOLEAN, of: (value: boolean) => value },
  integer: { type: BIGINT, of: bigint },
  float: { type: DOUBLE, of: (value: number) => value },
  date: { type: BIGINT, of: bigint },
};

/** The columns of `staged` in their order, and what a row has in each. */
const COLUMNS: readonly {
  readonly type: DuckDBType;
  readonly of: (row: StoredExecution, ordinal: number) => DuckDBValue;
}[] = [
  { type: BIGINT, of: (_, ordinal) => BigInt(ordinal) },
  { type: VARCHAR, of: ({ index }) => index },
  { type: VARCHAR, of: ({ id }) => id },
  ...FIELD_COLUMNS.map(([name, field]) => {
    const { type, of } = COLUMN[field.type];
    return {
      type,
      of: ({ execution }: StoredExecution) =>
        execution[name] === null ? null : of(execution[name] as never),
    };
  }),
  { type: VARCHAR, of: ({ source }) => JSON.stringify(source) },
];

const TYPES = COLUMNS.map(({ type }) => type);
/** The most rows a data chunk holds (DuckDB, `STANDARD_VECTOR_SIZE`). */
const CHUNK_ROWS = 2_048;

/** Fills the empty table `staged` with a batch. */
export async function appendStaged(
  connection: DuckDBConnection,
  rows: readonly StoredExecution[],
): Promise<void> {
  const appender = await connection.createAppender('staged', null, 'temp');
  for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
    const part = rows.slice(start, start + CHUNK_ROWS);
    const chunk = DuckDBDataChunk.create(TYPES, part.length);
    chunk.setColumns(COLUMNS.map(({ of }) => part.map((row, i) => of(row, start + i))));
    appender.appendDataChunk(chunk);
  }
  appender.flushSync();
  appender.closeSync();
}
