import { ARCHIVE_PREFIX, OWN_INDICES } from '../../indices/own-indices.ts';
import type { Query } from './query.ts';

/** What a search for results leaves out by name: an alias may lead past the names that a pattern was asked with. */
export const OWN_INDEX_QUERIES: readonly Query[] = [
  { prefix: { _index: ARCHIVE_PREFIX } },
  { terms: { _index: OWN_INDICES } },
];

/** The index expression that reads of results go to: the pattern without the archive and the product's own indices. */
export const resultsTarget = (pattern: string): string =>
  pattern.includes('*')
    ? [pattern, `-${ARCHIVE_PREFIX}*`, ...OWN_INDICES.map((name) => `-${name}`)].join(',')
    : pattern;
