import { z } from 'zod';

/** A number of rows or units. */
export const count = z.int().nonnegative();

/** A share in percent, rounded half up to two decimals; 0 when there is nothing to share. */
export const percentage = z.number().min(0).max(100);

/** An instant as ISO-8601 UTC with milliseconds. */
export const instant = z.iso.datetime({ precision: 3 });

/** What every item of a breakdown of the score says besides its key (CONTRACT section 4). */
export const figures = {
  score: percentage.describe('(protected + detected) / count, in percent'),
  realScore: percentage.describe('protected / count, in percent'),
  protected: count.describe('Units that the EDR stopped'),
  detected: count.describe('Units that Defender detected and the EDR missed'),
  unprotected: count.describe('Units that nothing stopped'),
  count: count.describe('Units'),
};

/** What every coverage row says besides its key: rows, not units; their sum is the count (CONTRACT section 4). */
export const coverage = {
  protected: count.describe('Conclusive rows that the EDR stopped'),
  detected: count.describe('Conclusive rows that Defender detected and the EDR missed'),
  unprotected: count.describe('Conclusive rows that nothing stopped'),
  inconclusive: count.describe('Rows whose exit code decides nothing'),
  count: count.describe('Rows'),
};
