import { StoreError } from '../../../../ports/store-error.ts';
import { ARCHIVED_INDEX } from '../../indices/archived-identity.ts';
import { termsOf } from '../../query/compile-predicate.ts';
import { allOf, type Query } from '../../query/query.ts';
import { doAtOnce } from '../do-at-once.ts';
import type { GroupReader } from '../group-reader.ts';
import type { RowsQuery } from '../rows-by-time.ts';
import { archiveSide, liveSide, type Side } from './identity-side.ts';
import { Twins } from './twins.ts';

/** More are refused: every search over the archive names them. */
const MOST_TWINS = 100_000;
/** Names in one query. */
const INDICES_AT_ONCE = 500;

/** Both sides of a view. */
export interface BothSides {
  readonly live: readonly GroupReader[];
  readonly archive: readonly GroupReader[];
  /** The archived rows that are asked for; only they need to be told from live ones. */
  readonly rows: RowsQuery;
}

function refuseMany(): never {
  const message =
    `more than ${MOST_TWINS} of the archived rows that are asked for are live as well; ` +
    'archive them again, which replaces what is archived of them, or ask for a shorter time';
  throw new StoreError('unreadable', message);
}

/** Looks up each row of one side on the other. */
async function compare(scanned: Side, other: Side, indices: readonly string[], twins: Twins): Promise<void> {
  for (let at = 0; at < indices.length; at += INDICES_AT_ONCE) {
    const names = indices.slice(at, at + INDICES_AT_ONCE);
    await doAtOnce(scanned.pages(names), async (page) => {
      for (const identity of await other.among(await page())) twins.add(identity);
      if (twins.size > MOST_TWINS) refuseMany();
    });
  }
}

/**
 * Finds the archived rows that are live as well, whatever else is different of them by now. Only indices with rows on both
 * sides are looked at, and of each of them the side with fewer rows is read: its ids, no documents. Exact, whatever the
 * times of a row are on both sides; nothing but two counts where no index has both.
 * @throws StoreError
 */
export async function findTwins({ live, archive, rows }: BothSides): Promise<Twins> {
  const twins = new Twins();
  const ofArchive = (names: readonly string[] | null): RowsQuery => {
    const named: readonly Query[] = names === null ? [] : [termsOf(ARCHIVED_INDEX, names)];
    return (paths) => allOf([rows(paths), ...named]);
  };
  const archived = archiveSide(archive, ofArchive);
  const lived = liveSide(live);
  const archivedRows = await archived.rowsByIndex(null);
  if (archivedRows.size === 0) return twins;
  const liveRows = await lived.rowsByIndex([...archivedRows.keys()]);
  const isSmaller = (index: string) => (archivedRows.get(index) ?? 0) <= (liveRows.get(index) ?? 0);
  const { fewArchived = [], fewLive = [] } = Object.groupBy(liveRows.keys(), (index) =>
    isSmaller(index) ? 'fewArchived' : 'fewLive',
  );
  await compare(archived, lived, fewArchived, twins);
  await compare(lived, archived, fewLive, twins);
  return twins;
}
