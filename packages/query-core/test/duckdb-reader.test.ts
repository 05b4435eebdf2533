import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { EVERY_ORGANIZATION } from '../src/plan/scope.ts';
import { StoreError } from '../src/ports/store-error.ts';
import { ConnectionPool } from '../src/stores/duckdb/connection-pool.ts';
import { DuckDbReader } from '../src/stores/duckdb/duckdb-reader.ts';

test('a failing statement is an error with its cause and text, never an empty answer', async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const pool = await ConnectionPool.open(instance, 1);
  const reader = new DuckDbReader(pool, Date.now, 1);
  const rows = { kind: 'every', of: [] } as const;
  // A database without tables answers nothing.
  const run = reader.withSnapshot((snapshot) =>
    snapshot.run({ scope: EVERY_ORGANIZATION, parts: { total: { kind: 'activity', rows, by: [] } } }),
  );
  const error = await run.catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(StoreError);
  expect(error).toMatchObject({
    failure: 'failed',
    message: 'reading failed in the embedded store',
    statement: expect.stringContaining('FROM executions'),
    cause: { message: expect.stringContaining('executions') },
  });
  await reader.close();
  instance.closeSync();
});
