import { archiveIndices } from '../../../indices/archive-patterns.ts';
import type { IndexSettings } from '../../../indices/index-settings.ts';
import { ARCHIVE_PREFIX, ownIndices } from '../../../indices/own-indices.ts';
import type { Query } from '../query/query.ts';

/** Where results are: the indices to ask, and the documents among what they hold that are none. */
export interface ResultsTarget {
  /** The read pattern without the archive and the product's own indices. */
  readonly index: string;
  /** The same by name, since an alias may lead past the names that a pattern was asked with. */
  readonly leftOut: readonly Query[];
  /** The indices that rows are archived in, whether they exist or not. */
  readonly archives: readonly string[];
}

/** Where results are, by the settings of reads. */
export function resultsTarget(settings: Pick<IndexSettings, 'pattern' | 'ownPrefix'>): ResultsTarget {
  const own = Object.values(ownIndices(settings));
  const { pattern } = settings;
  const exclusions = [`-${ARCHIVE_PREFIX}*`, ...own.map((name) => `-${name}`)];
  return {
    // Without a wildcard there is nothing to leave out of, and a minus would begin a name.
    index: pattern.includes('*') ? [pattern, ...exclusions].join(',') : pattern,
    archives: archiveIndices(settings),
    leftOut: [{ prefix: { _index: ARCHIVE_PREFIX } }, { terms: { _index: own } }],
  };
}
