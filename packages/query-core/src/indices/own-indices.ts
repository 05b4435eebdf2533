/** Where risk acceptances are (CONTRACT section 3). */
export const ACCEPTANCES_INDEX = 'achilles-risk-acceptances';
/** Where the bodies of imports wait for a worker. */
export const STAGING_INDEX = 'achilles-import-staging';

/** What the name of every archive index starts with. */
export const ARCHIVE_PREFIX = 'archived-';
/** The product's own indices: never part of the results, whatever the read pattern says (CONTRACT section 6). */
export const OWN_INDICES: readonly string[] = [ACCEPTANCES_INDEX, STAGING_INDEX];

/** Whether an index is the archive's or the product's own. */
export const isOwnIndex = (name: string): boolean =>
  name.startsWith(ARCHIVE_PREFIX) || OWN_INDICES.includes(name);
