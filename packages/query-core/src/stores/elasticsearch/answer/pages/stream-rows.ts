import type { ExecutionRow } from '@achilles/types';
import { NEWEST_FIRST, type RowPage } from '../../../../plan/pages.ts';
import type { RowStream } from '../../../../plan/row-stream.ts';
import type { GroupReader } from '../group-reader.ts';
import { sliceQuery } from '../rows-by-time.ts';
import { type CutSlice, cutTime } from './cut-time.ts';
import { type Place, type PlacedHit, type Reach, readHits } from './read-hits.ts';
import { readRow } from './read-row.ts';
import { refuseUnkept } from './refuse-unkept.ts';
import { type ListWork, listedRows } from './row-list.ts';

/** Rows that are read together. */
const ROWS_IN_BATCH = 2_500;
/** Batches that are on their way while one is used. */
const READ_AHEAD = 2;

type Rows = readonly ExecutionRow[];

/** The page that lists the same rows, but for its size. */
export const pageOf = ({ rows, skip }: RowStream): RowPage => ({
  kind: 'row-page',
  rows,
  order: NEWEST_FIRST,
  start: { offset: skip, state: null },
  size: 0,
});

/** A batch of hits that is being read; wrapped, since generators wait for the promises that they are given. */
interface Reading {
  readonly hits: Promise<readonly PlacedHit[]>;
}

/** Begins to read the next batches before the last one is used. */
async function* readAhead(batches: AsyncIterable<Reading>): AsyncGenerator<readonly PlacedHit[]> {
  const begun: Reading[] = [];
  try {
    for await (const next of batches) {
      // Its failure is met when it is asked for.
      next.hits.catch(() => undefined);
      begun.push(next);
      if (begun.length > READ_AHEAD) yield await (begun.shift() as Reading).hits;
    }
    for (let next = begun.shift(); next !== undefined; next = begun.shift()) yield await next.hits;
  } finally {
    await Promise.allSettled(begun.map(({ hits }) => hits));
  }
}

/**
 * Reads all rows newest first, in the order of a page, slice by slice of the time line: no more than two batches of rows
 * are read ahead.
 * @param readers asked anew for each search
 * @throws StoreError
 */
export async function* streamRows(
  readers: () => readonly GroupReader[],
  work: ListWork,
  stream: RowStream,
): AsyncGenerator<Rows, void> {
  const { rows, skip: leaveOut } = stream;
  const all = listedRows(work, rows);
  const read = (slice: CutSlice, reach: Omit<Reach, 'source'>) => {
    const query = listedRows(work, rows, (paths) => sliceQuery(slice, paths));
    return readHits(readers(), { query, by: NEWEST_FIRST }, { ...reach, source: true });
  };
  /** More rows of one millisecond than are read together: each batch begins where the last one ended. */
  async function* bySteps(slice: CutSlice): AsyncGenerator<Reading> {
    let after: Place | null = null;
    for (let left = slice.rows; left > 0; left -= ROWS_IN_BATCH) {
      const hits = await read(slice, { after, size: Math.min(left, ROWS_IN_BATCH) });
      const leftOut = Math.max(0, slice.skip - (slice.rows - left));
      yield { hits: Promise.resolve(hits.slice(leftOut)) };
      after = hits.at(-1) ?? null;
    }
  }
  async function* batches(): AsyncGenerator<Reading> {
    for await (const slice of cutTime(readers, all, { most: ROWS_IN_BATCH, skip: leaveOut })) {
      const { rows: size, skip } = slice;
      if (size > ROWS_IN_BATCH) yield* bySteps(slice);
      else yield { hits: read(slice, { after: null, skip, size: size - skip }) };
    }
  }
  await refuseUnkept(readers(), all, pageOf(stream));
  for await (const hits of readAhead(batches()))
    if (hits.length > 0) yield hits.map(({ hit }) => readRow(hit));
}
