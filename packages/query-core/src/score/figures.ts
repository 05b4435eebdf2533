import type { VerdictCounts } from '../plan/plan.ts';
import { percentage } from './percentage.ts';

/** All units of a base: protected + detected + unprotected. */
export const unitsOf = (counts: VerdictCounts): number =>
  counts.protected + counts.detected + counts.unprotected;

/** Units that something stopped: the EDR, or else Defender. */
export const stoppedOf = (counts: VerdictCounts): number => counts.protected + counts.detected;

/** The defense score: (protected + detected) / total in percent (CONTRACT section 3). */
export const scoreOf = (counts: VerdictCounts): number => percentage(stoppedOf(counts), unitsOf(counts));

/** The real score: protected / total in percent (CONTRACT section 3). */
export const realScoreOf = (counts: VerdictCounts): number => percentage(counts.protected, unitsOf(counts));

/** The figures of a breakdown's item (CONTRACT section 4). */
export const figuresOf = (counts: VerdictCounts) => ({
  score: scoreOf(counts),
  realScore: realScoreOf(counts),
  protected: counts.protected,
  detected: counts.detected,
  unprotected: counts.unprotected,
  count: unitsOf(counts),
});

/** Nothing counted yet. */
export const NO_UNITS: VerdictCounts = { protected: 0, detected: 0, unprotected: 0 };

/** The units of both. */
export const addCounts = (a: VerdictCounts, b: VerdictCounts): VerdictCounts => ({
  protected: a.protected + b.protected,
  detected: a.detected + b.detected,
  unprotected: a.unprotected + b.unprotected,
});
