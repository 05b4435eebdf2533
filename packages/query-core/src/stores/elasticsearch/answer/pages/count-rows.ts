import type { GroupReader } from '../group-reader.ts';
import type { RowsQuery } from '../rows-by-time.ts';

/** How many rows there are in all groups, exactly. */
export async function countRows(readers: readonly GroupReader[], query: RowsQuery): Promise<number> {
  const counts = await Promise.all(readers.map(({ paths, count }) => count(query(paths))));
  return counts.reduce((sum, count) => sum + count, 0);
}
