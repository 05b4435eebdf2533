import { allOf } from '../../query/query.ts';
import type { GroupReader } from '../group-reader.ts';
import type { SortedRows } from './read-hits.ts';
import { sortBy } from './row-keys.ts';

/**
 * Narrows rows that are sorted by time to those with a time of the first so many. A search by time alone leaves out most
 * rows unseen; one that also sorts by what decides among equal times looks at all of them.
 */
export async function amongFirst(
  { paths, find }: GroupReader,
  rows: SortedRows,
  count: number,
): Promise<SortedRows> {
  const { by, query } = rows;
  if (by?.field !== 'event_time') return rows;
  const sort = sortBy([by], paths);
  const [last] = await find({ query: query(paths), sort, from: count - 1, size: 1, _source: false });
  const time = last?.sort[0];
  // There are not as many.
  if (typeof time !== 'number') return rows;
  const side = by.direction === 'desc' ? { gte: time } : { lte: time };
  return {
    by,
    query: (of) => allOf([query(of), { range: { [of('event_time')]: { ...side, format: 'epoch_millis' } } }]),
  };
}
