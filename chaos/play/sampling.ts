import type { KnownRows } from '../rows/known-rows.ts';
import type { Differences } from './differences.ts';

/** How much was sampled. */
export interface SampleCounts {
  /** Rows that were looked for one by one. */
  found: number;
  /** Exports that were read to their end. */
  exports: number;
  /** Questions that got no answer because something was away. */
  unanswered: number;
}

/** What samplers share. */
export interface Sampling {
  readonly rows: KnownRows;
  readonly differences: Differences;
  readonly counts: SampleCounts;
  readonly signal: AbortSignal;
}
