import type { IndexMoves, Move } from '../../../ports/result-archive.ts';
import { compareText } from '../../../score/compare-text.ts';
import type { GroupReader } from '../answer/group-reader.ts';
import type { FieldPaths } from '../query/compile-predicate.ts';
import type { Query } from '../query/query.ts';
import { ARCHIVE_KEY } from './archive-document.ts';
import type { MovePages } from './move-pages.ts';
import { selectionOf } from './move-selection.ts';

type Counts = readonly Omit<IndexMoves, 'bytes'>[];

const MOST_INDICES = 10_000;

const sorted = (counts: ReadonlyMap<string, number>): Counts =>
  [...counts].map(([index, rows]) => ({ index, rows })).toSorted((a, b) => compareText(a.index, b.index));

/** Counts rows by the index that they are live in, by one search for each group of indices. */
export async function countByIndex(
  readers: readonly GroupReader[],
  query: (paths: FieldPaths) => Query,
  direction: Move['direction'],
): Promise<Counts> {
  const field = direction === 'archive' ? '_index' : `${ARCHIVE_KEY}.index`;
  const counts = new Map<string, number>();
  for (const { paths, search } of readers) {
    const results = await search({
      size: 0,
      track_total_hits: false,
      query: query(paths),
      aggs: { indices: { terms: { field, size: MOST_INDICES } } },
    });
    const { buckets = [] } = (results?.indices ?? {}) as {
      readonly buckets?: readonly { readonly key: string; readonly doc_count: number }[];
    };
    for (const { key, doc_count: rows } of buckets) counts.set(key, (counts.get(key) ?? 0) + rows);
  }
  return sorted(counts);
}

/** Counts the rows of groups, which their documents tell apart. */
export async function countByDocument(pages: MovePages, move: Move): Promise<Counts> {
  const isSelected = selectionOf(move);
  const counts = new Map<string, number>();
  for (let hits = await pages.next(); hits.length > 0; hits = await pages.next())
    for (const { _index: index, _source } of hits)
      if (isSelected(JSON.stringify(_source))) counts.set(index, (counts.get(index) ?? 0) + 1);
  return sorted(counts);
}
