import type { OracleRow } from './oracle-row.ts';
import type { Question } from './question.ts';
import { isInside } from './time-window.ts';

/**
 * The rows of a catalog (CONTRACT sections 4 and 9): of any time unless `from` or `to` is given, matching every filter but
 * the catalog's own.
 */
export function catalogRows({ parameters, window, matchingBut }: Question, own: string): OracleRow[] {
  const isDated = parameters.single('from') !== null || parameters.single('to') !== null;
  return matchingBut(own).filter((row) => !isDated || isInside(row.time, window));
}
