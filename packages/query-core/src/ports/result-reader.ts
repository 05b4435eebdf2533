import type { ExecutionRow, RiskAcceptance } from '@achilles/types';
import type { AnswerOf, Plan } from '../plan/plan.ts';
import type { RowStream } from '../plan/row-stream.ts';

/** One consistent view of a store: whatever is read through it is as of one instant. */
export interface Snapshot {
  /** When the view was taken, epoch milliseconds. */
  readonly asOf: number;
  /** Every risk acceptance on record, whatever its status. */
  riskAcceptances(): Promise<readonly RiskAcceptance[]>;
  /** Answers every part of a plan; a snapshot answers one plan. @throws StoreError */
  run<P extends Plan>(plan: P): Promise<AnswerOf<P['parts']>>;
  /** Reads all rows of a list, some at a time; the next ones are fetched only when they are asked for. @throws StoreError */
  stream(rows: RowStream): AsyncIterable<readonly ExecutionRow[]>;
  /**
   * Holds the view open beyond its use: `withHeld` finds it by the id that this resolves to, until five minutes after it
   * was last used. A plan or a stream must have been begun.
   * @throws StoreError `crowded` when as many views are held as may be and each of them has been used again
   */
  hold(): Promise<string>;
  /** Tells that whoever came back to this held view is through with it: it stays held for as long as there is room. */
  finish(): void;
}

/** Reads execution results. It answers exactly or fails: never a part, never an approximation. */
export interface ResultReader {
  /**
   * Opens a snapshot for as long as `use` takes. Where the one that it was given turns out to be out of date, `use` is
   * called again with another one; what it returned or threw before is dropped.
   * @param signal stops the work when the caller is gone
   * @throws StoreError
   */
  withSnapshot<T>(use: (snapshot: Snapshot) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /**
   * Opens a held snapshot again. It stays held.
   * @throws StoreError `gone` when it is not held any more
   */
  withHeld<T>(id: string, use: (snapshot: Snapshot) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Lets go of a held snapshot; it need not be held any more. */
  release(id: string): Promise<void>;
}
