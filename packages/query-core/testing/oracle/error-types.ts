import { compareUtf8 } from './compare-utf8.ts';
import type { OracleRow } from './oracle-row.ts';

/** The rows of one code (null for those without), and its name: the most frequent one, ties A–Z (CONTRACT section 4). */
export interface ErrorType {
  readonly name: string;
  readonly code: number | null;
  readonly count: number;
}

/** How often each error name occurs, most frequent first, ties A–Z. */
export function countNames(rows: readonly OracleRow[]): { name: string; count: number }[] {
  const names = [...new Set(rows.map((row) => row.errorName))];
  return names
    .map((name) => ({ name, count: rows.filter((row) => row.errorName === name).length }))
    .sort((a, b) => b.count - a.count || compareUtf8(a.name, b.name));
}

/** One item per code, most frequent first; codes tie by number (CONTRACT section 9), rows without one come last. */
export function errorTypes(rows: readonly OracleRow[]): ErrorType[] {
  const codes = [...new Set(rows.map((row) => row.code))];
  return codes
    .map((code) => {
      const ofCode = rows.filter((row) => row.code === code);
      return { name: countNames(ofCode)[0]?.name ?? '', code, count: ofCode.length };
    })
    .sort((a, b) => {
      if (a.count !== b.count) return b.count - a.count;
      if (a.code === null || b.code === null) return a.code === null ? 1 : -1;
      return a.code - b.code;
    });
}
