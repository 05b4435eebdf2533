import type { SortField, SortOrder } from '@achilles/types';
import { compareText } from '../score/compare-text.ts';
import { compareSeverities } from '../score/order.ts';

/** A value that rows are sorted by; null where a row has none. */
export type SortValue = string | number | boolean | null;

const ascending = (field: SortField, a: SortValue, b: SortValue): number => {
  if (typeof a !== 'string' || typeof b !== 'string') return Number(a) - Number(b);
  // Critical ranks highest, and so comes last.
  return field === 'severity' ? compareSeverities(b, a) : compareText(a, b);
};

/**
 * Compares values of a field that rows are sorted by (CONTRACT section 9): missing ones last in both directions,
 * severities by rank, text by its UTF-8 bytes, false before true.
 */
export function compareValues(
  field: SortField,
  direction: SortOrder,
): (a: SortValue, b: SortValue) => number {
  return (a, b) => {
    if (a === b) return 0;
    if (a === null || b === null) return a === null ? 1 : -1;
    return direction === 'asc' ? ascending(field, a, b) : ascending(field, b, a);
  };
}
