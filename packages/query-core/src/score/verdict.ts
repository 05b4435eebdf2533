import type { VerdictCounts } from '../plan/plan.ts';

/** What became of a row: something stopped it, saw it, or neither (CONTRACT section 3). */
export type Verdict = keyof VerdictCounts;

/** The verdict of a single row: Defender's word counts where the EDR did not stop it. */
export const verdictOf = (isProtected: boolean, isDetected: boolean): Verdict =>
  isProtected ? 'protected' : isDetected ? 'detected' : 'unprotected';
