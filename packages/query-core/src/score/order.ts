import type { VerdictBucket, VerdictCounts } from '../plan/plan.ts';
import { compareText } from './compare-text.ts';
import { stoppedOf, unitsOf } from './figures.ts';
import { compareShares } from './percentage.ts';

type Order = (a: VerdictBucket, b: VerdictBucket) => number;

const lastKey = (bucket: VerdictBucket): string => String(bucket.keys.at(-1));
const compareScores = (a: VerdictCounts, b: VerdictCounts): number =>
  compareShares(stoppedOf(a), unitsOf(a), stoppedOf(b), unitsOf(b));

/** By key, A–Z. */
export const byKey: Order = (a, b) => compareText(lastKey(a), lastKey(b));

/** Largest count first, then by key. */
export const byCount: Order = (a, b) => unitsOf(b.base) - unitsOf(a.base) || byKey(a, b);

/** Best score first by its exact fraction, then the larger count, then by key. */
export const byScore: Order = (a, b) => compareScores(b.base, a.base) || byCount(a, b);

/** Known severities, critical first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'];
const rank = (severity: string): number => {
  const position = SEVERITIES.indexOf(severity);
  return position === -1 ? SEVERITIES.length : position;
};

/** Compares severities: critical to info, then unknown ones A–Z (CONTRACT sections 4 and 9). */
export const compareSeverities = (a: string, b: string): number => rank(a) - rank(b) || compareText(a, b);

/** Critical to info, then unknown severities A–Z. */
export const bySeverity: Order = (a, b) => compareSeverities(lastKey(a), lastKey(b));
