import { StoreError } from '../../../../ports/store-error.ts';
import type { Query } from '../../query/query.ts';
import { type AggResult, bucketsIn, rowsIn } from '../count-rows.ts';
import type { GroupReader, Hit } from '../group-reader.ts';
import type { RowsQuery } from '../rows-by-time.ts';
import { isTooMuch } from '../walk-buckets.ts';
import { BLOCK_NUMBERS, type DocumentNumber } from './document-number.ts';

/** A block of an index's documents: those whose sequence numbers are in one span. */
export interface Block extends DocumentNumber {
  readonly rows: number;
  /**
   * Equal in two points in time only where the block holds the same documents in both: the primary term of the newest
   * document, and how many numbers there are, their sum and that of their squares.
   */
  readonly print: string;
}

/** Blocks by the index that their rows are, or were, live in. */
export type Blocks = ReadonlyMap<string, readonly Block[]>;

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
    (path) => `aggregations.of.buckets.in.buckets.blocks.buckets.${path}`,
  ),
];

const aggsOf = (indexField: string, names: number): Query => {
  const numbers = { extended_stats: { field: '_seq_no' } };
  const blocks = {
    histogram: { field: '_seq_no', interval: BLOCK_NUMBERS, min_doc_count: 1 },
    aggs: { numbers },
  };
  const newest = {
    top_hits: { size: 1, sort: [{ _seq_no: 'desc' }], _source: false, seq_no_primary_term: true },
  };
  const sources = { terms: { field: '_index', size: MOST_SOURCES }, aggs: { newest, blocks } };
  return { of: { terms: { field: indexField, size: names }, aggs: { in: sources } } };
};

function termOf(source: AggResult): number {
  const { hits } = source.newest as { hits?: { hits?: readonly Hit[] } };
  const term = hits?.hits?.[0]?._primary_term;
  if (term === undefined) throw new StoreError('failed', 'the store left the newest row out of its answer');
  return term;
}

function blocksOf(source: AggResult, index: string): Block[] {
  const term = termOf(source);
  return bucketsIn(source.blocks as AggResult).map((bucket) => {
    const { sum, sum_of_squares } = bucket.numbers as { sum?: number; sum_of_squares?: number };
    const rows = rowsIn(bucket);
    return { index, number: Number(bucket.key), rows, print: `${term} ${rows} ${sum} ${sum_of_squares}` };
  });
}

/**
 * Reads what blocks the documents of some rows make up, by the index of the rows; null where that is more than the cluster
 * tells in one answer.
 * @param indexField where documents tell the index of their rows
 * @throws StoreError
 */
export async function readBlocks(
  readers: readonly GroupReader[],
  rows: RowsQuery,
  indexField: string,
  names: readonly string[],
): Promise<Blocks | null> {
  const found = new Map<string, Block[]>();
  const aggs = aggsOf(indexField, names.length);
  try {
    for (const { paths, search } of readers) {
      const body = { size: 0, track_total_hits: false, query: rows(paths), aggs, filter_path: ANSWERED };
      const results = await search(body);
      for (const { key, in: sources } of results?.of === undefined ? [] : bucketsIn(results.of)) {
        const { sum_other_doc_count: others = 0 } = sources as AggResult;
        if (others > 0) return null;
        const blocks = bucketsIn(sources as AggResult).flatMap((source) =>
          blocksOf(source, String(source.key)),
        );
        found.set(String(key), [...(found.get(String(key)) ?? []), ...blocks]);
      }
    }
  } catch (error) {
    if (isTooMuch(error)) return null;
    throw error;
  }
  return found;
}
