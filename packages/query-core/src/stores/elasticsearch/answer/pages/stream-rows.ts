import type { ExecutionRow } from '@achilles/types';
import { NEWEST_FIRST, type RowPage } from '../../../../plan/pages.ts';
import type { RowStream } from '../../../../plan/row-stream.ts';
import type { GroupReader } from '../group-reader.ts';
import { sliceQuery } from '../rows-by-time.ts';
import { type CutSlice, cutTime } from './cut-time.ts';
import { type Place, readHits } from './read-hits.ts';
import { readRow } from './read-row.ts';
import { refuseUnkept } from './refuse-unkept.ts';
import { type ListWork, listedRows } from './row-list.ts';

/** Rows that are read together. */
const ROWS_IN_BATCH = 5_000;

type Rows = readonly ExecutionRow[];

/** The page that lists the same rows, but for its size. */
export const pageOf = ({ rows, skip }: RowStream): RowPage => ({
  kind: 'row-page',
  rows,
  order: NEWEST_FIRST,
  start: { offset: skip, state: null },
  size: 0,
});

/** Begins with the next piece while the last one is being used. */
async function* readAhead<T>(pieces: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = pieces.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done === true) return;
      next = pieces.next();
      // Its failure is met when it is asked for.
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    await next.catch(() => undefined);
    await pieces.return(undefined);
  }
}

/**
 * Reads all rows newest first, in the order of a page, slice by slice of the time line: at most one batch of rows is read
 * ahead.
 * @param readers asked anew for each search
 * @throws StoreError
 */
export async function* streamRows(
  readers: () => readonly GroupReader[],
  work: ListWork,
  stream: RowStream,
): AsyncGenerator<Rows, void> {
  const { rows, skip } = stream;
  async function* ofSlice(slice: CutSlice): AsyncGenerator<Rows> {
    const query = listedRows(work, rows, (paths) => sliceQuery(slice, paths));
    let after: Place | null = null;
    for (let left = slice.rows; left > 0; ) {
      const size = Math.min(left, ROWS_IN_BATCH);
      const hits = await readHits(readers(), { query, by: NEWEST_FIRST }, { after, size, source: true });
      const isLeftOut = Math.max(0, slice.skip - (slice.rows - left));
      const read = hits.slice(isLeftOut).map(readRow);
      if (read.length > 0) yield read;
      after = hits.at(-1) ?? null;
      left -= size;
    }
  }
  async function* inTurn(): AsyncGenerator<Rows> {
    for await (const slice of cutTime(readers, listedRows(work, rows), { most: ROWS_IN_BATCH, skip }))
      yield* ofSlice(slice);
  }
  await refuseUnkept(readers(), listedRows(work, rows), pageOf(stream));
  yield* readAhead(inTurn());
}
