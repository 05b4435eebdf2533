import type { Scope } from './scope.ts';

/** Which rows a question is over before anything is asked of them. */
export interface VisibleRows {
  readonly scope: Scope;
  /**
   * Whether archived rows are read besides live ones (CONTRACT section 4): of a row that is both, by index and id, the live
   * one alone. Absent is false.
   */
  readonly archived?: boolean;
}
