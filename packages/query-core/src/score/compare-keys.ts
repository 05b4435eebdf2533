import type { KeyValue } from '../plan/plan.ts';
import { compareText } from './compare-text.ts';

function compareValues(a: KeyValue, b: KeyValue): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return typeof a === 'number' && typeof b === 'number' ? a - b : compareText(String(a), String(b));
}

/** Compares the keys of buckets one by one: text in UTF-8 order, numbers by value, missing last. */
export function compareKeys(a: readonly KeyValue[], b: readonly KeyValue[]): number {
  for (const [i, key] of a.entries()) {
    const order = compareValues(key, b[i] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}
