import type { RowBucket } from '../plan/plan.ts';
import { NO_UNITS, unitsOf } from '../score/figures.ts';

/** The figures of a coverage row: its conclusive rows by verdict, and the others (CONTRACT section 4). */
export function coverageOf({ rows, verdicts }: RowBucket) {
  const conclusive = verdicts ?? NO_UNITS;
  return {
    protected: conclusive.protected,
    detected: conclusive.detected,
    unprotected: conclusive.unprotected,
    inconclusive: rows - unitsOf(conclusive),
    count: rows,
  };
}
