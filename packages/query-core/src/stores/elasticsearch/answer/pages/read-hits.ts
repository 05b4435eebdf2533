import type { GroupReader, Hit, SortValue } from '../group-reader.ts';
import type { RowsQuery } from '../rows-by-time.ts';
import { compareSorts, type RowKey, rowKeys, sortBy } from './row-keys.ts';

/** Where a row stands among those of all groups. */
export interface Place {
  /** Which group it is of; rows that are otherwise equal are in the order of their groups. */
  readonly group: number;
  readonly sort: readonly SortValue[];
}

/** A row that was found, and where it stands. */
export interface PlacedHit extends Place {
  readonly hit: Hit;
}

/** Rows in an order. */
export interface SortedRows {
  readonly query: RowsQuery;
  readonly by: RowKey | null;
}

/** Which of them to read. */
export interface Reach {
  /** The row before; null for the first ones. */
  readonly after: Place | null;
  /** How many to leave out at the beginning. */
  readonly skip?: number;
  readonly size: number;
  /** What of their documents: nothing, or all of it. */
  readonly source: boolean;
}

const BEFORE_ALL = -1;
const AFTER_ALL = Number.MAX_SAFE_INTEGER;

/** The sort values in one group after which rows stand behind a place, whichever group that is of. */
function sortAfter({ group, sort }: Place, of: number): readonly SortValue[] {
  if (of === group) return sort;
  return [...sort.slice(0, -1), of < group ? AFTER_ALL : BEFORE_ALL];
}

/** Reads the next rows of all groups together, in order: as many as are asked for, or all there are. */
export async function readHits(
  readers: readonly GroupReader[],
  { query, by }: SortedRows,
  { after, skip = 0, size, source }: Reach,
): Promise<readonly PlacedHit[]> {
  const keys = rowKeys(by);
  // Elasticsearch skips rows of one group by itself, though not behind a place.
  const from = readers.length === 1 && after === null ? skip : 0;
  const found = await Promise.all(
    readers.map(async ({ paths, find }, group) => {
      const hits = await find({
        query: query(paths),
        sort: sortBy(keys, paths),
        from,
        size: size + skip - from,
        _source: source,
        ...(after !== null && { search_after: sortAfter(after, group) }),
      });
      return hits.map((hit): PlacedHit => ({ hit, group, sort: hit.sort }));
    }),
  );
  // Sorting is stable: equal rows stay in the order of their groups.
  const sorted =
    found.length === 1 ? found.flat() : found.flat().sort((a, b) => compareSorts(a.sort, b.sort, keys));
  return sorted.slice(skip - from, skip - from + size);
}
