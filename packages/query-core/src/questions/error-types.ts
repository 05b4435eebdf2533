import { errorNameOf } from '@achilles/types';
import type { RowAggregate, RowBucket } from '../plan/plan.ts';
import { compareText } from '../score/compare-text.ts';

/** Rows by what their error name is made of: exit code and stored name, either of which may be missing. */
export const BY_ERROR: RowAggregate['by'] = [
  { kind: 'optional', field: 'error_code' },
  { kind: 'optional', field: 'error_name' },
];

/** The rows of one error name. */
export interface NamedError {
  readonly name: string;
  readonly rows: number;
}

/** The rows of one exit code, null for those without, and the most frequent of their error names. */
export interface ErrorType extends NamedError {
  readonly code: number | null;
}

/** Most rows first, ties A–Z. */
const byFrequency = (a: NamedError, b: NamedError): number => b.rows - a.rows || compareText(a.name, b.name);

const codeOf = ({ keys }: RowBucket): number | null => (keys[0] === null ? null : Number(keys[0]));

/** The error names of rows counted by `BY_ERROR`, most frequent first. */
export function errorNames(buckets: readonly RowBucket[]): NamedError[] {
  const rows = new Map<string, number>();
  for (const bucket of buckets) {
    const stored = bucket.keys[1] ?? null;
    const name = errorNameOf(codeOf(bucket), stored === null ? null : String(stored));
    rows.set(name, (rows.get(name) ?? 0) + bucket.rows);
  }
  return [...rows].map(([name, count]) => ({ name, rows: count })).sort(byFrequency);
}

/** The exit codes of rows counted by `BY_ERROR`, most frequent first, ties by number, rows without a code last. */
export function errorTypes(buckets: readonly RowBucket[]): ErrorType[] {
  return [...Map.groupBy(buckets, codeOf)]
    .map(([code, ofCode]) => ({
      code,
      name: errorNames(ofCode)[0]?.name ?? '',
      rows: ofCode.reduce((sum, { rows }) => sum + rows, 0),
    }))
    .sort((a, b) => b.rows - a.rows || (a.code ?? Infinity) - (b.code ?? Infinity));
}
