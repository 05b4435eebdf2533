/** What the name of every archive index starts with (CONTRACT section 5). */
export const ARCHIVE_PREFIX = 'archived-';

/** What the names of the product's own indices start with, unless settings say otherwise. */
const DEFAULT_PREFIX = 'achilles';

/** The product's own indices: never part of the results, whatever the read pattern says (CONTRACT section 6). */
export type OwnIndices = {
  /** Risk acceptances (CONTRACT section 3). */
  readonly acceptances: string;
  /** The bodies of imports on their way to a worker. */
  readonly staging: string;
  /** The records of jobs. */
  readonly jobs: string;
};

/** The names of the product's own indices under a prefix. */
export const ownIndices = ({ ownPrefix = DEFAULT_PREFIX }: { readonly ownPrefix?: string }): OwnIndices => ({
  acceptances: `${ownPrefix}-risk-acceptances`,
  staging: `${ownPrefix}-import-staging`,
  jobs: `${ownPrefix}-jobs`,
});

/** Tells whether an index is the archive's or one of the product's own. */
export const isOwnIndex = (name: string, own: OwnIndices): boolean =>
  name.startsWith(ARCHIVE_PREFIX) || Object.values(own).includes(name);
