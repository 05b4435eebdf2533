import type { ScoringMode } from '@achilles/types';
import type { Verdicts } from './figures.ts';

/** How runs are judged: by their worst stage or by their best. */
export type RunMode = Exclude<ScoringMode, 'per-stage'>;

/** The stages of one run: how many there are, how many the EDR stopped, how many only Defender saw. */
export interface Stages {
  readonly count: number;
  readonly protected: number;
  readonly detected: number;
}

const PROTECTED: Verdicts = [1, 0, 0];
const DETECTED: Verdicts = [0, 1, 0];
const UNPROTECTED: Verdicts = [0, 0, 1];

/** The one unit that a run is (CONTRACT section 3). */
export function judgeRun({ count, protected: stopped, detected }: Stages, mode: RunMode): Verdicts {
  if (mode === 'any-stage') {
    if (stopped > 0) return PROTECTED;
    return detected > 0 ? DETECTED : UNPROTECTED;
  }
  if (stopped === count) return PROTECTED;
  return stopped + detected === count ? DETECTED : UNPROTECTED;
}
