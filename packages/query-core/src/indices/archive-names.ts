import { patternParts } from './archive-patterns.ts';
import type { IndexSettings } from './index-settings.ts';
import { ARCHIVE_PREFIX } from './own-indices.ts';

/**
 * The names of the indices that the rows of a read pattern are archived in, whether they exist or not: `archived-` and each
 * of its parts without a trailing `-*` or `*` (CONTRACT section 5). A part that still has a wildcard names no archive.
 */
export function archiveNames(settings: Pick<IndexSettings, 'pattern'>): readonly string[] {
  const stems = patternParts(settings).map((part) => part.replace(/-?\*$/, ''));
  return [...new Set(stems.filter((stem) => stem !== '' && !stem.includes('*')))].map(
    (stem) => ARCHIVE_PREFIX + stem,
  );
}
