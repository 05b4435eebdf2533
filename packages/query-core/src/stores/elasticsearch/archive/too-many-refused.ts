import type { MoveCounts } from '../../../ports/result-archive.ts';
import { StoreError } from '../../../ports/store-error.ts';

/** A move ends once this many rows were refused. */
export const MOST_REFUSED = 1_000;

/**
 * Why a move ends that has had too many rows refused.
 * @param kept what becomes of those rows, in words
 */
export function tooManyRefused({ skipped, errors: [first] }: MoveCounts, kept: string): StoreError {
  const example = `${first?.index}/${first?.id}: ${first?.reason}`;
  return new StoreError(
    'unreadable',
    `${skipped} rows were refused, the first of them ${example}; they ${kept}`,
  );
}
