import { isConclusive, isErrorCode } from './exit-codes.ts';
import type { OracleRow } from './oracle-row.ts';
import { percentage } from './percentage.ts';

/** Errors and conclusive rows of some rows, and the share of errors in both, in percent (CONTRACT section 4, `error-rate`). */
export interface ErrorActivity {
  readonly errorRate: number;
  readonly errorCount: number;
  readonly conclusiveCount: number;
  readonly activity: number;
}

/** Whether a row is test activity: an error or a conclusive one. */
export function isActivity(row: OracleRow): boolean {
  return isErrorCode(row.code) || isConclusive(row.code);
}

/** Counts rows, not units, risk-accepted or not. */
export function errorActivity(rows: readonly OracleRow[]): ErrorActivity {
  const errorCount = rows.filter((row) => isErrorCode(row.code)).length;
  const conclusiveCount = rows.filter((row) => isConclusive(row.code)).length;
  const activity = errorCount + conclusiveCount;
  return { errorRate: percentage(errorCount, activity), errorCount, conclusiveCount, activity };
}
