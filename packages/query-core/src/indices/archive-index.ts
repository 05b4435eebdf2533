import { patternParts } from './archive-patterns.ts';
import type { IndexSettings } from './index-settings.ts';
import { ARCHIVE_PREFIX } from './own-indices.ts';
import { wildcard } from './wildcard.ts';

/**
 * Where the rows of an index are archived: `archived-` and the part of the read pattern that the index matches, without
 * its trailing `-*` or `*` (CONTRACT section 5). An index that no part matches goes with the first one.
 * @returns null where the part still holds a wildcard, and so names no index
 */
export function archiveIndex(settings: Pick<IndexSettings, 'pattern'>, index: string): string | null {
  const parts = patternParts(settings);
  const part = parts.find((one) => wildcard(one).test(index)) ?? parts[0] ?? '';
  const stem = part.replace(/-?\*$/, '');
  return stem === '' || stem.includes('*') ? null : ARCHIVE_PREFIX + stem;
}
