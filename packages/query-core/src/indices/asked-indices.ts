import { ApiError } from '@achilles/types';
import { archivePatterns, patternParts } from './archive-patterns.ts';
import type { IndexSettings } from './index-settings.ts';
import { ARCHIVE_PREFIX, ownIndices } from './own-indices.ts';
import { wildcard } from './wildcard.ts';

type Settings = Pick<IndexSettings, 'pattern' | 'ownPrefix'>;

/** Whether a pattern asks for nothing that the configured ones do not: its own `*` only fits where theirs is. */
const isWithin = (pattern: string, configured: readonly string[]): boolean =>
  configured.some((outer) => wildcard(outer).test(pattern));

/** @throws ApiError that names what is too wide */
function checkNarrowing(narrowing: readonly string[], settings: Settings): void {
  const configured = [...patternParts(settings), ...archivePatterns(settings)];
  const details = narrowing
    .filter((pattern) => !isWithin(pattern, configured))
    .map((pattern) => ({
      path: 'pattern',
      message: `pattern may only narrow ${configured.join(', ')}; '${pattern}' asks for more`,
    }));
  if (details.length > 0) throw ApiError.badRequest(details);
}

/**
 * Tells of an index, by its name, whether it is listed: never the product's own, of the archive only what the read
 * pattern leads to (CONTRACT sections 4 to 6).
 * @param narrowing what callers narrow the configured patterns to; undefined for all
 * @throws ApiError when it is wider than they are
 */
export function askedIndices(
  settings: Settings,
  narrowing: readonly string[] | undefined,
): (name: string) => boolean {
  if (narrowing !== undefined) checkNarrowing(narrowing, settings);
  const own = Object.values(ownIndices(settings));
  const archives = archivePatterns(settings).map(wildcard);
  const narrowed = narrowing?.map(wildcard);
  return (name) => {
    if (own.includes(name)) return false;
    if (name.startsWith(ARCHIVE_PREFIX) && !archives.some((archive) => archive.test(name))) return false;
    return narrowed?.some((pattern) => pattern.test(name)) ?? true;
  };
}
