import type { IndexSettings } from './index-settings.ts';
import { isOwnIndex, ownIndices } from './own-indices.ts';
import { wildcard } from './wildcard.ts';

/**
 * Tells of an index name whether reads with this pattern see it: `a-*,-a-old` leaves `a-old` out. The archive and the
 * product's own indices are never seen (CONTRACT section 6).
 */
export function indexPattern(
  settings: Pick<IndexSettings, 'pattern' | 'ownPrefix'>,
): (name: string) => boolean {
  const own = ownIndices(settings);
  const parts = settings.pattern.split(',').map((text) => {
    const part = text.trim();
    const leavesOut = part.startsWith('-');
    return { leavesOut, names: wildcard(leavesOut ? part.slice(1) : part) };
  });
  return (name) => {
    if (isOwnIndex(name, own)) return false;
    return parts.reduce(
      (seen, { leavesOut, names }) => (leavesOut ? seen && !names.test(name) : seen || names.test(name)),
      false,
    );
  };
}

const FORBIDDEN = /[\\/*?"<>| ,#:]|\p{Lu}/u;
const LONGEST = 255;

/** What makes a name impossible as the name of an index, by Elasticsearch's rules; null when nothing does. */
export function indexNameProblem(name: string): string | null {
  if (name === '' || name === '.' || name === '..') return 'it is no name';
  if (/^[-_+]/.test(name)) return 'it starts with -, _ or +';
  if (FORBIDDEN.test(name)) return 'it holds upper case, a blank or one of \\ / * ? " < > | , # :';
  if (Buffer.byteLength(name) > LONGEST) return `it is longer than ${LONGEST} bytes`;
  return null;
}
