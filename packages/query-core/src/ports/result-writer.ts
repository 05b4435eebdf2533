import type { StoredExecution } from '@achilles/types';

/** A row that can't be stored where it belongs, and why, as a clause for the person who sent it. */
export interface RefusedRow {
  readonly index: string;
  readonly id: string;
  readonly reason: string;
}

/** What became of a batch of rows. */
export interface WriteCounts {
  readonly added: number;
  /** Rows that were there under the same identity with another content, now replaced. */
  readonly replaced: number;
  /** Rows that were there already, the same in every field. */
  readonly unchanged: number;
  /** Rows that the mapping of their index does not take; absent where there are none. */
  readonly refused?: readonly RefusedRow[];
}

/** Stores executions. Writing a row again under its identity replaces it, so that every write may be repeated. */
export interface ResultWriter {
  /**
   * Stores all rows of a batch that their index takes; the last one of an identity wins. Once it resolves, the next snapshot sees them. A batch
   * that fails is stored not at all, or in part where the store has no transactions; repeating it completes it.
   * @param permit asked before anything is sent, each time; what it throws ends the write, so that a writer who has lost
   * the right to write stores nothing stale
   * @throws StoreError
   */
  write(rows: readonly StoredExecution[], permit?: () => Promise<void>): Promise<WriteCounts>;
  /** How many rows there are. @throws StoreError */
  count(): Promise<number>;
}
