import { BIGINT, type DuckDBConnection, VARCHAR } from '@duckdb/node-api';
import type { Move } from '../../../ports/result-archive.ts';
import { StoreError } from '../../../ports/store-error.ts';
import { ROW_COLUMNS } from '../schema.ts';
import { type Candidate, compilePicked } from './compile-moving.ts';
import type { MovedRows } from './moved-rows.ts';

/** The rows of `moving` that go: into the archive all of them, back only those that are not live in another version. */
const GOING = { archive: 'TRUE', restore: 'other IS NULL OR same' } as const;
const STAYS =
  'a row of this index and id is live in another version, which stays; the archived one stays too';

const rowsOf = async (connection: DuckDBConnection, sql: string) =>
  (await connection.runAndReadAll(sql)).getRowsJS();

/** How many of the rows that go are in both tables now, with the same document. */
const COUNT_EQUAL = {
  archive: `SELECT count(*) FROM moving m JOIN executions s ON s.rowid = m.row_id
    JOIN archived_executions t ON t."index" = s."index" AND t.id = s.id AND t.source = s.source`,
  restore: `SELECT count(*) FROM moving m JOIN archived_executions s ON s.rowid = m.row_id
    JOIN executions t ON t."index" = s."index" AND t.id = s.id AND t.source = s.source`,
} as const;

async function copyToArchive(connection: DuckDBConnection, job: string, now: number): Promise<void> {
  await connection.run(
    'DELETE FROM archived_executions WHERE rowid IN (SELECT other FROM moving WHERE other IS NOT NULL)',
  );
  await connection.run(
    `INSERT INTO archived_executions SELECT ${ROW_COLUMNS}, $1, $2 FROM executions WHERE rowid IN (SELECT row_id FROM moving)`,
    [job, BigInt(now)],
    [VARCHAR, BIGINT],
  );
  // An index stays when its last row has left it.
  await connection.run('INSERT INTO indices SELECT DISTINCT "index" FROM moving ON CONFLICT DO NOTHING');
}

const RESTORE = `INSERT INTO executions SELECT ${ROW_COLUMNS} FROM archived_executions
  WHERE rowid IN (SELECT row_id FROM moving WHERE other IS NULL)`;
const TAKE = {
  archive: 'DELETE FROM executions WHERE rowid IN (SELECT row_id FROM moving)',
  restore: `DELETE FROM archived_executions WHERE rowid IN (SELECT row_id FROM moving WHERE ${GOING.restore})`,
} as const;

/**
 * Moves those of some candidates that are still selected, within the transaction of the connection: copied, compared with
 * what they are copies of, and only then deleted.
 * @throws StoreError where a copy is not what it is a copy of
 */
export async function moveBatch(
  connection: DuckDBConnection,
  move: Move,
  candidates: readonly Candidate[],
  now: number,
): Promise<MovedRows> {
  const { direction, job } = move;
  const picked = compilePicked(move, candidates);
  await connection.run(picked.sql, [...picked.values], [...picked.types]);
  if (direction === 'archive') await copyToArchive(connection, job, now);
  else await connection.run(RESTORE);
  const perIndex = await rowsOf(
    connection,
    `SELECT "index", count(*), sum(bytes)::BIGINT FROM moving WHERE ${GOING[direction]} GROUP BY "index"`,
  );
  const going = perIndex.reduce((total, [, rows]) => total + Number(rows), 0);
  const [equal] = await rowsOf(connection, COUNT_EQUAL[direction]);
  const { rowsChanged } = await connection.run(TAKE[direction]);
  if (Number(equal?.[0]) !== going || rowsChanged !== going)
    throw new StoreError(
      'failed',
      `${going} rows were to be moved, ${equal?.[0]} copies are equal, ${rowsChanged} would be deleted: nothing is moved`,
    );
  const stay =
    direction === 'archive'
      ? []
      : await rowsOf(connection, `SELECT "index", id FROM moving WHERE NOT (${GOING.restore})`);
  return {
    perIndex: perIndex.map(([index, rows, bytes]) => ({
      index: String(index),
      rows: Number(rows),
      bytes: Number(bytes),
    })),
    skipped: stay.map(([index, id]) => ({ index: String(index), id: String(id), reason: STAYS })),
  };
}
