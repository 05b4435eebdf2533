import type { RiskAcceptance } from '@achilles/types';
import type { AnswerOf, Plan } from '../plan/plan.ts';

/** One consistent view of a store: whatever is read through it is as of one instant. */
export interface Snapshot {
  /** When the view was taken, epoch milliseconds. */
  readonly asOf: number;
  /** Every risk acceptance on record, whatever its status. */
  riskAcceptances(): Promise<readonly RiskAcceptance[]>;
  /** Answers every part of a plan; a snapshot answers one plan. @throws StoreError */
  run<P extends Plan>(plan: P): Promise<AnswerOf<P['parts']>>;
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
}
