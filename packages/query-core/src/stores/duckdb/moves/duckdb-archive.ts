import { setTimeout as sleep } from 'node:timers/promises';
import { type DuckDBConnection, LIST, listValue, VARCHAR } from '@duckdb/node-api';
import { archiveIndex } from '../../../indices/archive-patterns.ts';
import type { IndexSettings } from '../../../indices/index-settings.ts';
import type {
  IndexMoves,
  Move,
  MoveCounts,
  MoveToArchive,
  MoveWork,
  ResultArchive,
} from '../../../ports/result-archive.ts';
import { StoreError } from '../../../ports/store-error.ts';
import type { ConnectionPool } from '../connection-pool.ts';
import { driverError } from '../duckdb-error.ts';
import type { DuckDbWriter } from '../duckdb-writer.ts';
import { Statements } from '../statements.ts';
import { Candidates } from './candidates.ts';
import { compileEmptied } from './compile-emptied.ts';
import { compileMovingCount } from './compile-moving.ts';
import { dropCounts, keepCounts, readCounts } from './kept-counts.ts';
import { moveBatch } from './move-batch.ts';
import { NOTHING_MOVED, withMoved, withoutSkipped } from './moved-rows.ts';

/** Rows of one transaction: little enough that a write or a read that waits for it does not notice. */
const BATCH_ROWS = 5_000;
/** The longest that a move lets readers go first after each transaction. */
const LONGEST_YIELD_MS = 2_000;

const DROP = `DELETE FROM indices WHERE name IN (SELECT unnest($1))
  AND name NOT IN (SELECT "index" FROM executions) RETURNING name`;

/** What moves run on. */
export interface DuckDbArchiveParts {
  readonly writer: DuckDbWriter;
  readonly pool: ConnectionPool;
  readonly connect: () => Promise<DuckDBConnection>;
  readonly settings: Pick<IndexSettings, 'pattern'>;
  readonly clock: () => number;
}

/** Moves rows between two tables, some at a time: each transaction copies, compares and deletes, and others go between. */
export class DuckDbArchive implements ResultArchive {
  readonly #parts: DuckDbArchiveParts;

  constructor(parts: DuckDbArchiveParts) {
    this.#parts = parts;
  }

  async count(move: Move, signal?: AbortSignal): Promise<readonly Omit<IndexMoves, 'bytes'>[]> {
    const read = this.#parts.pool.use(
      (connection) => new Statements(connection, signal).values(compileMovingCount(move)),
      signal,
    );
    return (await read).map(([index, rows]) => ({ index: String(index), rows: Number(rows) }));
  }

  async move(move: Move, work: MoveWork): Promise<MoveCounts> {
    const { writer, connect, clock } = this.#parts;
    this.#checkArchive();
    const kept = await writer.inTransaction((connection) => readCounts(connection, move.job));
    const before = withoutSkipped(kept ?? work.resumeFrom?.counts ?? NOTHING_MOVED);
    const candidates = await Candidates.open(await connect(), move).catch((error: unknown) => {
      throw driverError(error, 'reading the rows to move');
    });
    try {
      // Each transaction leaves every row in one place: nothing is left to be finished.
      const counts = work.finishing ? before : await this.#moveAll(move, work, candidates, before);
      if (work.signal?.aborted) return counts;
      await work.save({ counts, state: {} });
      await writer.inTransaction((connection) => dropCounts(connection, move.job, clock()), work.permit);
      return counts;
    } finally {
      await candidates.close();
    }
  }

  async #moveAll(
    move: Move,
    work: MoveWork,
    candidates: Candidates,
    before: MoveCounts,
  ): Promise<MoveCounts> {
    const { writer, clock } = this.#parts;
    const size = Math.min(BATCH_ROWS, Math.max(1, Math.floor(work.rowsPerSecond ?? BATCH_ROWS)));
    let counts = before;
    while (!work.signal?.aborted) {
      const begun = performance.now();
      const batch = await candidates.next(size);
      if (batch.length === 0) break;
      counts = await writer.inTransaction(async (connection) => {
        const more = withMoved(counts, await moveBatch(connection, move, batch, clock()));
        await keepCounts(connection, move.job, more, clock());
        return more;
      }, work.permit);
      await work.save({ counts, state: {} });
      await work.onProgress?.(counts);
      await this.#pause(batch.length, performance.now() - begun, work);
    }
    return counts;
  }

  /** Lets readers go first, at most as long again as the batch took; then keeps to the most rows in a second. */
  async #pause(rows: number, took: number, { rowsPerSecond = null, signal }: MoveWork): Promise<void> {
    const begun = performance.now();
    await this.#parts.pool.idleWithin(Math.min(took, LONGEST_YIELD_MS));
    if (rowsPerSecond === null) return;
    const left = (rows / rowsPerSecond) * 1_000 - took - (performance.now() - begun);
    if (left > 0) await sleep(left, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  }

  async emptiedBy(move: MoveToArchive, kept: string, signal?: AbortSignal): Promise<readonly string[]> {
    const read = this.#parts.pool.use(
      (connection) => new Statements(connection, signal).values(compileEmptied(move, kept)),
      signal,
    );
    return (await read).map(([index]) => String(index));
  }

  dropEmpty(
    indices: readonly string[],
    _job: string,
    permit: () => Promise<void>,
  ): Promise<readonly string[]> {
    return this.#parts.writer.inTransaction(async (connection) => {
      const dropped = await connection.runAndReadAll(DROP, [listValue([...indices])], [LIST(VARCHAR)]);
      return dropped
        .getRowsJS()
        .map(([name]) => String(name))
        .sort();
    }, permit);
  }

  /** None: indices are looked at and dropped in one transaction. */
  async droppingJobs(): Promise<readonly string[]> {
    return [];
  }

  async openAgain(): Promise<readonly string[]> {
    return [];
  }

  /** One archive for all rows has no name of its own; the same patterns are refused as where archives are indices. */
  #checkArchive(): void {
    const { pattern } = this.#parts.settings;
    if (archiveIndex(this.#parts.settings, '') !== null) return;
    throw new StoreError(
      'unreadable',
      `ELASTICSEARCH_INDEX_PATTERN=${pattern} names no archive: its parts may hold a * at their end alone`,
    );
  }
}
