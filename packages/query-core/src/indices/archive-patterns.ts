import type { IndexSettings } from './index-settings.ts';
import { ARCHIVE_PREFIX } from './own-indices.ts';
import { wildcard } from './wildcard.ts';

/** What a read pattern asks for: its parts without those that leave something out. */
export const patternParts = ({ pattern }: Pick<IndexSettings, 'pattern'>): string[] =>
  pattern
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !part.startsWith('-'));

/** Where the rows of a read pattern are archived: `archived-` and each of its parts without a trailing `-*` (CONTRACT section 5). */
export const archivePatterns = (settings: Pick<IndexSettings, 'pattern'>): string[] =>
  patternParts(settings).map((part) => ARCHIVE_PREFIX + part.replace(/-\*$/, ''));

/** The one index that rows of a part of the pattern are archived in; null where it has a wildcard inside. */
function archiveOf(part: string): string | null {
  const name = ARCHIVE_PREFIX + part.replace(/-?\*$/, '');
  return name.includes('*') ? null : name;
}

/** Every index that rows of a read pattern are archived in. */
export const archiveIndices = (settings: Pick<IndexSettings, 'pattern'>): string[] => [
  ...new Set(patternParts(settings).flatMap((part) => archiveOf(part) ?? [])),
];

/** The index that the rows of an index are archived in: that of the part of the read pattern which it matches; null where there is none. */
export function archiveIndex(settings: Pick<IndexSettings, 'pattern'>, index: string): string | null {
  const parts = patternParts(settings);
  // An alias leads to indices of other names: a single part stands for all of them.
  const part = parts.length === 1 ? parts[0] : parts.find((one) => wildcard(one).test(index));
  return part === undefined ? null : archiveOf(part);
}
