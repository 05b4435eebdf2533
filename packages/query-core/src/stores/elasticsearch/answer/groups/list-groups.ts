import type { GroupKind } from '../../../../plan/group-key.ts';
import { MATCH_ALL, type Query } from '../../query/query.ts';
import type { GroupReader } from '../group-reader.ts';
import { type RowsQuery, sliceQuery } from '../rows-by-time.ts';
import type { Slice } from '../slices.ts';
import { walkBuckets } from '../walk-buckets.ts';
import { type FoundGroup, GroupFold } from './group-fold.ts';
import { GROUP_KINDS, type GroupSearch, identitySources, kindQuery } from './group-queries.ts';

/** More than a slice has rows, where no millisecond has more. */
export const BUCKETS_IN_PAGE = 12_000;

/** Puts the rows of one kind, of which further queries hold, together to groups. */
export async function foldGroups(
  { paths, search }: GroupReader,
  { rows, measure }: GroupSearch,
  kind: GroupKind,
  queries: readonly Query[],
  fold: GroupFold,
): Promise<void> {
  const query = rows(paths, [kindQuery(kind, paths), ...queries]);
  const sources = [...identitySources(kind, paths), ...measure.sources(paths)];
  const composite = { query, sources, aggs: measure.aggs(paths) };
  await walkBuckets(search, composite, BUCKETS_IN_PAGE, (bucket) => fold.take(kind, bucket));
}

/**
 * The groups that rows of one slice of time form, in no order: all rows of a group have one time, and so lie in one slice.
 * @param having which of the rows; all of them without it
 */
export async function listGroups(
  readers: readonly GroupReader[],
  search: GroupSearch,
  slice: Pick<Slice, 'from' | 'until'>,
  having: RowsQuery = () => MATCH_ALL,
): Promise<FoundGroup[]> {
  const fold = new GroupFold(search.measure);
  for (const reader of readers) {
    const { paths } = reader;
    const queries = [sliceQuery(slice, paths), having(paths)];
    for (const kind of GROUP_KINDS) await foldGroups(reader, search, kind, queries, fold);
  }
  return fold.groups();
}
