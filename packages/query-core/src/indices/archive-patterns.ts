import type { IndexSettings } from './index-settings.ts';
import { ARCHIVE_PREFIX } from './own-indices.ts';
import { wildcard } from './wildcard.ts';

/** What a read pattern asks for: its parts without those that leave something out. */
export const patternParts = ({ pattern }: Pick<IndexSettings, 'pattern'>): string[] =>
  pattern
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !part.startsWith('-'));

const archiveOf = (part: string): string => ARCHIVE_PREFIX + part.replace(/-?\*$/, '');

/** Where the rows of a read pattern are archived: `archived-` and each of its parts without a trailing `-*` (CONTRACT section 5). */
export const archivePatterns = (settings: Pick<IndexSettings, 'pattern'>): string[] =>
  patternParts(settings).map(archiveOf);

/**
 * The archive of the rows of one index: that of the part of the read pattern which the index matches; null where that
 * names no single index.
 */
export function archiveIndex(settings: Pick<IndexSettings, 'pattern'>, index: string): string | null {
  const parts = patternParts(settings);
  // An alias leads to indices of other names: a single part stands for all of them.
  const part = parts.length === 1 ? parts[0] : parts.find((one) => wildcard(one).test(index));
  const name = part === undefined ? null : archiveOf(part);
  return name === null || name.includes('*') ? null : name;
}
