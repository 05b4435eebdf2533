import { StoreError } from '../../../ports/store-error.ts';
import { ARCHIVE_KEY } from '../archive/archive-document.ts';

type Source = Readonly<Record<string, unknown>>;

/** Where archived documents have the index and the id that they were live under. */
export const ARCHIVED_INDEX = `${ARCHIVE_KEY}.index`;
export const ARCHIVED_ID = `${ARCHIVE_KEY}.id`;

/** A document by the index and the id that it is, or was, live under. */
export interface DocumentIdentity {
  readonly index: string;
  readonly id: string;
}

/** The identity that an archived document has as a row. @throws StoreError `unreadable` where it does not tell */
export function archivedIdentity(found: { _index: string; _id: string; _source: Source }): DocumentIdentity {
  const { index, id } = (found._source[ARCHIVE_KEY] ?? {}) as Source;
  if (typeof index === 'string' && typeof id === 'string') return { index, id };
  const message =
    `document ${found._id} of the archive ${found._index} does not tell in ${ARCHIVE_KEY} which row it was; ` +
    'it was not archived by this product: move it to another index';
  throw new StoreError('unreadable', message);
}
