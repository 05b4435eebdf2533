import { BIGINT, type DuckDBConnection, VARCHAR } from '@duckdb/node-api';
import type { MoveCounts } from '../../../ports/result-archive.ts';

/** As long as jobs are on record. */
const KEPT_MS = 30 * 24 * 3_600 * 1_000;

/** What a job has moved for certain: written with its rows, so that it holds although its process died right after. */
export async function readCounts(connection: DuckDBConnection, job: string): Promise<MoveCounts | null> {
  const read = await connection.runAndReadAll(
    'SELECT counts FROM move_counts WHERE job = $1',
    [job],
    [VARCHAR],
  );
  const [row] = read.getRowsJS();
  return row === undefined ? null : (JSON.parse(String(row[0])) as MoveCounts);
}

/** Keeps what a job has moved, within the transaction that moves it. */
export async function keepCounts(
  connection: DuckDBConnection,
  job: string,
  counts: MoveCounts,
  now: number,
): Promise<void> {
  const values = [job, JSON.stringify(counts), BigInt(now)];
  await connection.run('INSERT OR REPLACE INTO move_counts VALUES ($1, $2, $3)', values, [
    VARCHAR,
    VARCHAR,
    BIGINT,
  ]);
}

/** Forgets a job that is done and saved, and those that nobody went on with. */
export async function dropCounts(connection: DuckDBConnection, job: string, now: number): Promise<void> {
  const values = [job, BigInt(now - KEPT_MS)];
  await connection.run('DELETE FROM move_counts WHERE job = $1 OR changed_at < $2', values, [
    VARCHAR,
    BIGINT,
  ]);
}
