import type { IndexSettings } from './index-settings.ts';
import { ARCHIVE_PREFIX } from './own-indices.ts';

/** What a read pattern asks for: its parts without those that leave something out. */
export const patternParts = ({ pattern }: Pick<IndexSettings, 'pattern'>): string[] =>
  pattern
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !part.startsWith('-'));

/** Where the rows of a read pattern are archived: `archived-` and each of its parts without a trailing `-*` (CONTRACT section 5). */
export const archivePatterns = (settings: Pick<IndexSettings, 'pattern'>): string[] =>
  patternParts(settings).map((part) => ARCHIVE_PREFIX + part.replace(/-\*$/, ''));
