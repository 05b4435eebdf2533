/** What is known of a row after its deletion was sent. */
export interface Deletion {
  /** Whether exactly the version that was copied was deleted. */
  readonly deleted: boolean;
  /** Whether the row is there now, in another version. */
  readonly isThere: boolean;
  /** Whether the deletion may have been done though it was not told: it was sent again, or a shard moved meanwhile. */
  readonly inDoubt: boolean;
  /** Whether the copy was made in this step, where there was none before. */
  readonly isNew: boolean;
}

/**
 * What a deletion came to. `again`: the row changed, is read again, and the copy of what it was is not needed. `ended`:
 * someone else deleted the row; a copy that only this step made is taken back. `taken`: it was gone from here, and the
 * copy stays since it was there before.
 */
export type DeletionVerdict = 'moved' | 'again' | 'ended' | 'taken';

/** Judges a deletion; where it is in doubt who deleted a row, its copy stays, so that nothing is lost. */
export function judgeDeletion({ deleted, isThere, inDoubt, isNew }: Deletion): DeletionVerdict {
  if (deleted) return 'moved';
  if (isThere) return 'again';
  if (inDoubt) return 'moved';
  return isNew ? 'ended' : 'taken';
}
