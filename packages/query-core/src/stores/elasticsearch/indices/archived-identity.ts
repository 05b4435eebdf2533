import { StoreError } from '../../../ports/store-error.ts';

type Source = Readonly<Record<string, unknown>>;

/** The one key under which an archived document says where it was live. */
const BOOKKEEPING = 'achilles_archive';

/** Where archived documents have the index and the id that they were live under. */
export const ARCHIVED_INDEX = `${BOOKKEEPING}.index`;
export const ARCHIVED_ID = `${BOOKKEEPING}.id`;

/** A document by the index and the id that it is, or was, live under. */
export interface DocumentIdentity {
  readonly index: string;
  readonly id: string;
}

/** The identity that an archived document has as a row. @throws StoreError `unreadable` where it does not tell */
export function archivedIdentity(found: { _index: string; _id: string; _source: Source }): DocumentIdentity {
  const { index, id } = (found._source[BOOKKEEPING] ?? {}) as Source;
  if (typeof index === 'string' && typeof id === 'string') return { index, id };
  const message =
    `document ${found._id} of the archive ${found._index} does not tell in ${BOOKKEEPING} which row it was; ` +
    'it was not archived by this product: move it to another index';
  throw new StoreError('unreadable', message);
}
