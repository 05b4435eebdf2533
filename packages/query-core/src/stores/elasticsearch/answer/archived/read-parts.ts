import { StoreError } from '../../../../ports/store-error.ts';
import type { Query } from '../../query/query.ts';
import { type AggResult, bucketsIn, rowsIn } from '../count-rows.ts';
import type { GroupReader, Hit } from '../group-reader.ts';
import type { RowsQuery } from '../rows-by-time.ts';
import { isTooMuch } from '../walk-buckets.ts';
import { PART_SPAN, type RowPlace } from './row-place.ts';

/** A part of an index's documents: those whose sequence numbers are in one span. */
export interface Part extends RowPlace {
  readonly rows: number;
  /**
   * Equal in two points in time only where the part holds the same documents in both: the primary term of the newest
   * document, and how many numbers there are, their sum and that of their squares.
   */
  readonly print: string;
}

/** Parts by the index that their rows are, or were, live in. */
export type Parts = ReadonlyMap<string, readonly Part[]>;

const MOST_SOURCES = 1_000;
const ANSWERED = [
  ...['timed_out', '_shards', 'pit_id', 'aggregations.of.buckets.key', 'aggregations.of.buckets.doc_count'],
  ...[
    'sum_other_doc_count',
    'buckets.key',
    'buckets.doc_count',
    'buckets.newest.hits.hits._primary_term',
  ].map((path) => `aggregations.of.buckets.in.${path}`),
  ...['key', 'doc_count', 'numbers.sum', 'numbers.sum_of_squares'].map(
    (path) => `aggregations.of.buckets.in.buckets.parts.buckets.${path}`,
  ),
];

const aggsOf = (indexField: string, names: number): Query => {
  const numbers = { extended_stats: { field: '_seq_no' } };
  const parts = {
    histogram: { field: '_seq_no', interval: PART_SPAN, min_doc_count: 1 },
    aggs: { numbers },
  };
  const newest = {
    top_hits: { size: 1, sort: [{ _seq_no: 'desc' }], _source: false, seq_no_primary_term: true },
  };
  const sources = { terms: { field: '_index', size: MOST_SOURCES }, aggs: { newest, parts } };
  return { of: { terms: { field: indexField, size: names }, aggs: { in: sources } } };
};

function termOf(source: AggResult): number {
  const { hits } = source.newest as { hits?: { hits?: readonly Hit[] } };
  const term = hits?.hits?.[0]?._primary_term;
  if (term === undefined) throw new StoreError('failed', 'the store left the newest row out of its answer');
  return term;
}

function partsOf(source: AggResult, index: string): Part[] {
  const term = termOf(source);
  return bucketsIn(source.parts as AggResult).map((bucket) => {
    const { sum, sum_of_squares } = bucket.numbers as { sum?: number; sum_of_squares?: number };
    const rows = rowsIn(bucket);
    return { index, number: Number(bucket.key), rows, print: `${term} ${rows} ${sum} ${sum_of_squares}` };
  });
}

/**
 * Reads what parts the documents of some rows make up, by the index of the rows; null where that is more than the cluster
 * tells in one answer.
 * @param indexField where documents tell the index of their rows
 * @throws StoreError
 */
export async function readParts(
  readers: readonly GroupReader[],
  rows: RowsQuery,
  indexField: string,
  names: readonly string[],
): Promise<Parts | null> {
  const found = new Map<string, Part[]>();
  const aggs = aggsOf(indexField, names.length);
  try {
    for (const { paths, search } of readers) {
      const body = { size: 0, track_total_hits: false, query: rows(paths), aggs, filter_path: ANSWERED };
      const results = await search(body);
      for (const { key, in: sources } of results?.of === undefined ? [] : bucketsIn(results.of)) {
        const { sum_other_doc_count: others = 0 } = sources as AggResult;
        if (others > 0) return null;
        const parts = bucketsIn(sources as AggResult).flatMap((source) =>
          partsOf(source, String(source.key)),
        );
        found.set(String(key), [...(found.get(String(key)) ?? []), ...parts]);
      }
    }
  } catch (error) {
    if (isTooMuch(error)) return null;
    throw error;
  }
  return found;
}
