import type { GroupPage, RowPage } from '../../../../plan/pages.ts';
import { ignoredPaths } from '../../query/ignored-paths.ts';
import { allOf } from '../../query/query.ts';
import type { GroupReader } from '../group-reader.ts';
import { refuseIgnored } from '../refuse-ignored.ts';
import type { RowsQuery } from '../rows-by-time.ts';

/** Refuses a list where a value that its rows are sorted or grouped by was not kept. @throws StoreError `unreadable` */
export async function refuseUnkept(
  readers: readonly GroupReader[],
  query: RowsQuery,
  page: RowPage | GroupPage,
): Promise<void> {
  for (const { paths, count } of readers) {
    const ignored = ignoredPaths([page], paths);
    refuseIgnored(await count(allOf([query(paths), { terms: { _ignored: ignored } }])), ignored);
  }
}
