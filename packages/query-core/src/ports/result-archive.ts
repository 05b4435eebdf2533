import type { RowIdentity } from '@achilles/types';
import type { Scope } from '../plan/scope.ts';

/** Which live rows are archived: those before a time, epoch milliseconds, or those of groups, by their keys. */
export type ArchiveSelection =
  | { readonly kind: 'before'; readonly before: number }
  | { readonly kind: 'groups'; readonly keys: readonly string[] };

/** Which archived rows are restored: those that a job archived, or those within inclusive epoch milliseconds. */
export type RestoreSelection =
  | { readonly kind: 'job'; readonly job: string }
  | { readonly kind: 'window'; readonly from: number | null; readonly to: number | null };

/** Rows that are to be moved, which way, and for which job. */
export type Move = { readonly scope: Scope; readonly job: string } & (
  | { readonly direction: 'archive'; readonly rows: ArchiveSelection }
  | { readonly direction: 'restore'; readonly rows: RestoreSelection }
);

/** A move to the archive. */
export type MoveToArchive = Move & { readonly direction: 'archive' };

/** A row that was left where it is, and why, as a sentence for people. */
export interface RefusedMove extends RowIdentity {
  readonly reason: string;
}

/** Rows of one index: the one that they are live in. */
export interface IndexMoves {
  readonly index: string;
  readonly rows: number;
  /** Of their documents, as JSON in UTF-8. */
  readonly bytes: number;
}

/** What a move came to so far. */
export interface MoveCounts {
  readonly moved: number;
  readonly skipped: number;
  /** How often a row had changed since it was read, and was read again. */
  readonly conflicts: number;
  readonly bytes: number;
  /** By index, A–Z. */
  readonly perIndex: readonly IndexMoves[];
  /** The first 1,000 of the rows that were refused. */
  readonly errors: readonly RefusedMove[];
}

/** How far a move is: JSON, saved before anything is deleted and after each batch; `state` is the store's own. */
export interface MoveCheckpoint {
  readonly counts: MoveCounts;
  readonly state: Readonly<Record<string, unknown>>;
}

/** How a move is watched, paced, stopped and gone on with. */
export interface MoveWork {
  /**
   * Asked immediately before anything is sent that changes rows, each time that it is sent; what it throws ends the move,
   * so that whoever has lost the job writes nothing stale.
   */
  readonly permit: () => Promise<void>;
  /** Keeps where to go on from; awaited. */
  readonly save: (checkpoint: MoveCheckpoint) => Promise<void>;
  /** Told after each batch, and when a failure ends the move; `underWay` rows are written and not counted as moved yet. */
  readonly onProgress?: (counts: MoveCounts, underWay?: number) => Promise<void>;
  /** Where an earlier run of the same move was when it ended. */
  readonly resumeFrom?: MoveCheckpoint | undefined;
  /**
   * Moves no more rows, and only brings those that an earlier run had begun to move to where each is in one place: for a
   * move that is not to be gone on with.
   */
  readonly finishing?: boolean | undefined;
  /** Ends the move within about a second, between batches, with what it came to so far. */
  readonly signal?: AbortSignal | undefined;
  /** The most rows that are moved in a second; null for as many as can be. */
  readonly rowsPerSecond?: number | null | undefined;
}

/**
 * Moves rows between the indices that are read and their archive. A row is written where it goes to, read back there and
 * compared before exactly the version that was read is deleted where it was; one that changed meanwhile is read again.
 * A move that ended anywhere is completed by running it again; running it twice moves nothing twice.
 */
export interface ResultArchive {
  /** How many rows a move would move now, by index, A–Z. @throws StoreError */
  count(move: Move, signal?: AbortSignal): Promise<readonly Omit<IndexMoves, 'bytes'>[]>;
  /**
   * Moves the rows that there are when it begins; those that arrive later stay.
   * @throws StoreError: `unreadable`, with a message for callers, for an archive of another mapping, an index that takes no
   * writes, a full disk; every row is then still in one place
   */
  move(move: Move, work: MoveWork): Promise<MoveCounts>;
  /**
   * The indices that would hold no document of any kind once a move was done, A–Z: those that it would take every document
   * out of, and those that are empty already and have archived rows within its scope. One that nothing was ever archived
   * from is not among them. Asked again after the move, it tells what that has emptied.
   * @param kept the index that imports write to now, or an alias of it: never among them
   * @throws StoreError
   */
  emptiedBy(move: MoveToArchive, kept: string, signal?: AbortSignal): Promise<readonly string[]>;
  /**
   * Deletes those of the indices that are read, and hold no document of any kind any more, for a job. One that takes no
   * writes, because somebody wanted that or another job is dropping it, stays.
   * @returns the names of those that were deleted
   * @throws what `permit` throws, StoreError; an index may take no writes then until the job has run again, or `openAgain`
   */
  dropEmpty(indices: readonly string[], job: string, permit: () => Promise<void>): Promise<readonly string[]>;
  /** The jobs that indices take no writes for, since they are being dropped. @throws StoreError */
  droppingJobs(): Promise<readonly string[]>;
  /**
   * Has indices that a job did not come to drop take writes again; to be called once it has ended, any number of times.
   * @returns their names
   * @throws StoreError
   */
  openAgain(job: string): Promise<readonly string[]>;
}
