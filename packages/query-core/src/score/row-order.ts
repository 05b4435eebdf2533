import type { RowBucket } from '../plan/plan.ts';
import { compareKeys } from './compare-keys.ts';
import { compareSeverities } from './order.ts';

type Order = (a: RowBucket, b: RowBucket) => number;

/** By keys: text in UTF-8 order, codes by number, missing last. */
export const byKeys: Order = (a, b) => compareKeys(a.keys, b.keys);

/** Most rows first, then by keys. */
export const byRows: Order = (a, b) => b.rows - a.rows || byKeys(a, b);

/** Critical to info, then unknown severities A–Z. */
export const rowsBySeverity: Order = (a, b) => compareSeverities(String(a.keys[0]), String(b.keys[0]));
