import type { OracleRow } from './oracle-row.ts';

/** How rows become units (CONTRACT section 3). */
export type ScoringMode = 'all-stages' | 'any-stage' | 'per-stage';

/** The closed list behind `scoringMode`. */
export const SCORING_MODES: readonly ScoringMode[] = ['all-stages', 'any-stage', 'per-stage'];

/** What a unit is judged to be (CONTRACT section 3). */
export type Verdict = 'protected' | 'detected' | 'unprotected';

/** How many units got each verdict; `count` is their sum. */
export interface UnitCounts {
  readonly protected: number;
  readonly detected: number;
  readonly unprotected: number;
  readonly count: number;
}

function isStage(row: OracleRow): boolean {
  return row.isBundleControl && row.bundleId !== null && row.category !== 'cyber-hygiene';
}

/** Rows as units: the stages of one run together, save in per-stage mode; every other row alone (CONTRACT section 3). */
export function unitsOf(rows: readonly OracleRow[], mode: ScoringMode): OracleRow[][] {
  const runs = new Map<string, OracleRow[]>();
  const single: OracleRow[][] = [];
  for (const row of rows) {
    if (mode === 'per-stage' || !isStage(row)) {
      single.push([row]);
      continue;
    }
    // JSON keeps a missing org or hostname apart from an empty one, and no separator can be forged.
    const key = JSON.stringify([row.org, row.bundleId, row.hostname, row.time]);
    const run = runs.get(key);
    if (run === undefined) runs.set(key, [row]);
    else run.push(row);
  }
  return [...single, ...runs.values()];
}

/** The verdict over the rows of one unit (CONTRACT section 3). */
export function verdictOf(unit: readonly OracleRow[], mode: ScoringMode): Verdict {
  if (mode === 'any-stage') {
    if (unit.some((row) => row.isProtected)) return 'protected';
    return unit.some((row) => row.defenderDetected) ? 'detected' : 'unprotected';
  }
  if (unit.every((row) => row.isProtected)) return 'protected';
  return unit.every((row) => row.isProtected || row.defenderDetected) ? 'detected' : 'unprotected';
}

/** Judges and counts the units of some rows. */
export function countUnits(rows: readonly OracleRow[], mode: ScoringMode): UnitCounts {
  const verdicts = unitsOf(rows, mode).map((unit) => verdictOf(unit, mode));
  const having = (wanted: Verdict) => verdicts.filter((verdict) => verdict === wanted).length;
  return {
    protected: having('protected'),
    detected: having('detected'),
    unprotected: having('unprotected'),
    count: verdicts.length,
  };
}
