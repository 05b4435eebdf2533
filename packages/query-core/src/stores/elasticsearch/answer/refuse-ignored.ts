import { StoreError } from '../../../ports/store-error.ts';

/**
 * Refuses an answer about rows of which some have a value that their index did not keep, where the answer needs it.
 * @param rows how many they are
 * @throws StoreError `unreadable` unless there are none
 */
export function refuseIgnored(rows: number, paths: readonly string[]): void {
  if (rows === 0) return;
  const message =
    `${rows} rows have a value in ${paths.join(' or ')} that its index did not keep (ignore_above or ignore_malformed); ` +
    'reindex them with a mapping that keeps it, or leave their index out of the index pattern';
  throw new StoreError('unreadable', message);
}
