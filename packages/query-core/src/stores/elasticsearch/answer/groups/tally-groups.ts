import { StoreError } from '../../../../ports/store-error.ts';
import { allOf, type Query } from '../../query/query.ts';
import { type AggResult, bucketsIn } from '../count-rows.ts';
import type { GroupReader } from '../group-reader.ts';
import { sliceQuery } from '../rows-by-time.ts';
import type { Slice } from '../slices.ts';
import { isTooMuch } from '../walk-buckets.ts';
import type { GroupTally } from './group-counts.ts';
import { type FoundGroup, GroupFold } from './group-fold.ts';
import type { RowsByValue } from './group-measure.ts';
import { atTimes, type GroupSearch, identitySources, kindQuery } from './group-queries.ts';
import { BUCKETS_IN_PAGE, foldGroups, listGroups } from './list-groups.ts';

/** Where more times than this are shared by rows, every row is told apart. */
const MOST_SHARED_TIMES = 500;

/** Counts groups that were told apart, and rows each of which is a group. */
function tallyOf(groups: readonly FoundGroup[], singles: RowsByValue = new Map()): GroupTally {
  const tally = new Map([...singles].filter(([, rows]) => rows > 0));
  for (const { value } of groups) tally.set(value, 1 + (tally.get(value) ?? 0));
  return tally;
}

/**
 * Counts what a search has room for: runs of bundles by their buckets; standalone rows, nearly all of which have a time
 * of their own and so are a group each, as rows. Null where that takes more than this.
 */
async function tallyAtOnce(
  reader: GroupReader,
  groupSearch: GroupSearch,
  slice: Slice,
): Promise<GroupTally | null> {
  const { paths, search } = reader;
  const { rows, measure } = groupSearch;
  const within = sliceQuery(slice, paths);
  const field = paths('event_time');
  const sources = [...identitySources('bundle', paths), ...measure.sources(paths)];
  const page = { composite: { size: BUCKETS_IN_PAGE, sources }, aggs: measure.aggs(paths) };
  const results = await search({
    size: 0,
    track_total_hits: false,
    query: rows(paths, [within]),
    aggs: {
      bundles: { filter: kindQuery('bundle', paths), aggs: { page } },
      standalone: {
        filter: kindQuery('standalone', paths),
        aggs: {
          shared: { date_histogram: { field, fixed_interval: '1ms', min_doc_count: 2 } },
          ...measure.singleAggs(paths),
        },
      },
    },
  });
  if (results === null) return new Map();
  const fold = new GroupFold(measure);
  const bundles = bucketsIn(results.bundles?.page as AggResult | undefined);
  if (bundles.length >= BUCKETS_IN_PAGE) return null;
  for (const bucket of bundles) fold.take('bundle', bucket);
  const { standalone } = results;
  if (standalone === undefined) throw new StoreError('failed', 'the store left out its standalone rows');
  const shared = bucketsIn(standalone.shared as AggResult | undefined).map(({ key }) => Number(key));
  if (shared.length > MOST_SHARED_TIMES) return null;
  const singles =
    shared.length === 0
      ? measure.readSingles(standalone)
      : await tellApart(reader, groupSearch, { within, shared: atTimes(shared, field) }, fold);
  return singles === null ? null : tallyOf(fold.groups(), singles);
}

/** Puts the standalone rows that share a time together to groups, and counts the others. */
async function tellApart(
  reader: GroupReader,
  groupSearch: GroupSearch,
  { within, shared }: { readonly within: Query; readonly shared: Query },
  fold: GroupFold,
): Promise<RowsByValue | null> {
  const { paths, search } = reader;
  const { rows, measure } = groupSearch;
  await foldGroups(reader, groupSearch, 'standalone', [shared], fold);
  const results = await search({
    size: 0,
    track_total_hits: false,
    query: rows(paths, [within]),
    aggs: {
      singles: { filter: allOf([kindQuery('standalone', paths)], [shared]), aggs: measure.singleAggs(paths) },
    },
  });
  if (results?.singles === undefined)
    throw new StoreError('failed', 'the store left out its standalone rows');
  return measure.readSingles(results.singles);
}

/** The same; null also where it takes too many buckets or too much memory. */
async function tryAtOnce(...work: Parameters<typeof tallyAtOnce>): Promise<GroupTally | null> {
  try {
    return await tallyAtOnce(...work);
  } catch (error) {
    if (isTooMuch(error)) return null;
    throw error;
  }
}

/** Counts the groups of one slice of time by value. */
export async function tallyGroups(
  readers: readonly GroupReader[],
  search: GroupSearch,
  slice: Slice,
): Promise<GroupTally> {
  let found: GroupTally = new Map();
  for (const reader of readers) {
    const tally = await tryAtOnce(reader, search, slice);
    // A group may have rows in several groups of indices: where more than one has any, they are told apart together.
    const isAlone = tally !== null && (found.size === 0 || tally.size === 0);
    if (!isAlone) return tallyOf(await listGroups(readers, search, slice));
    if (tally.size > 0) found = tally;
  }
  return found;
}
