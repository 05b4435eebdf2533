import type { IndexStatus } from '@achilles/types';

/** An index that holds results or what was archived of them. */
export interface IndexState {
  readonly name: string;
  /** Documents that were written to it; null where they can't be counted now. */
  readonly docsCount: number | null;
  /** Null where that can't be told now. */
  readonly storeSizeBytes: number | null;
  readonly status: IndexStatus;
}

/** Tells of the indices that there are. */
export interface IndexCatalog {
  /**
   * The indices of results and of the archive that are asked for, in any order.
   * @param isAsked tells by its name whether an index is
   * @throws StoreError
   */
  list(isAsked: (name: string) => boolean, signal?: AbortSignal): Promise<readonly IndexState[]>;
}
