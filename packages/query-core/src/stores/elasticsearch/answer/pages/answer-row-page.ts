import type { RowPage, RowPageAnswer } from '../../../../plan/pages.ts';
import { StoreError } from '../../../../ports/store-error.ts';
import type { GroupReader } from '../group-reader.ts';
import type { RowsQuery } from '../rows-by-time.ts';
import { amongFirst } from './among-first.ts';
import { countRows } from './count-rows.ts';
import { FEW, locateRow } from './locate-row.ts';
import { type Place, type PlacedHit, readHits, type SortedRows } from './read-hits.ts';
import { readRow } from './read-row.ts';
import { refuseUnkept } from './refuse-unkept.ts';
import { type ListWork, listedRows } from './row-list.ts';
import { strataOf } from './strata.ts';

/** Where a list goes on: in which stratum, and after which row of it; null where it begins with that stratum. */
interface Position {
  readonly stratum: number;
  readonly after: Place | null;
}

/** What a page leaves to the next one. */
interface Left extends Position {
  readonly total: number;
}

/** A list: all its rows, and its strata. */
interface List {
  readonly readers: readonly GroupReader[];
  readonly query: RowsQuery;
  readonly strata: readonly SortedRows[];
}

/** Rows that were read, and where the list goes on after them. */
interface Read {
  readonly hits: readonly PlacedHit[];
  readonly end: Position;
}

async function readOn({ readers, strata }: List, from: Position, size: number): Promise<Read> {
  const hits: PlacedHit[] = [];
  let { stratum, after } = from;
  for (; ; stratum++, after = null) {
    const rows = strata[stratum];
    if (rows === undefined) return { hits, end: { stratum, after } };
    hits.push(...(await readHits(readers, rows, { after, size: size - hits.length, source: true })));
    if (hits.length === size) return { hits, end: { stratum, after: placeOf(hits.at(-1)) } };
  }
}

const placeOf = (hit: PlacedHit | undefined): Place | null =>
  hit === undefined ? null : { group: hit.group, sort: hit.sort };

/** Finds where a list goes on after its first rows, of which there are so many at least. */
async function positionAfter({ readers, strata }: List, offset: number, total: number): Promise<Position> {
  const counts =
    strata.length === 1 ? [total] : await Promise.all(strata.map(({ query }) => countRows(readers, query)));
  let before = offset - 1;
  for (const [stratum, rows] of strata.entries()) {
    const count = counts[stratum] ?? 0;
    if (before < count) {
      const after = await locateRow(readers, rows, before);
      if (after !== null) return { stratum, after };
      break;
    }
    before -= count;
  }
  throw new StoreError('failed', 'rows that were counted were not found');
}

async function readPage(
  list: List,
  { start: { offset }, size }: RowPage,
  total: Promise<number>,
): Promise<Read> {
  const { readers, strata } = list;
  const [rows, ...more] = strata;
  const [reader, ...others] = readers;
  const isOne = others.length === 0 && more.length === 0;
  if (offset <= FEW && isOne && reader !== undefined && rows !== undefined) {
    const near = await amongFirst(reader, rows, offset + size);
    const hits = await readHits(readers, near, { after: null, skip: offset, size, source: true });
    return { hits, end: { stratum: 0, after: placeOf(hits.at(-1)) } };
  }
  if (offset === 0) return readOn(list, { stratum: 0, after: null }, size);
  const counted = await total;
  if (offset >= counted) return { hits: [], end: { stratum: strata.length, after: null } };
  return readOn(list, await positionAfter(list, offset, counted), size);
}

/**
 * Lists the rows of a page, any page at any depth, from points in time.
 * @throws StoreError `unreadable` where values that rows are sorted by, or documents, were not kept
 */
export async function answerRowPage(
  readers: readonly GroupReader[],
  work: ListWork,
  page: RowPage,
): Promise<RowPageAnswer> {
  const strata = strataOf(page.order).map(({ query, by }) => ({
    query: listedRows(work, page.rows, query),
    by,
  }));
  const list: List = { readers, query: listedRows(work, page.rows), strata };
  const left = page.start.state as Left | null;
  const counting = left === null ? countRows(readers, list.query) : Promise.resolve(left.total);
  const [total, { hits, end }] = await Promise.all([
    counting,
    left === null ? readPage(list, page, counting) : readOn(list, left, page.size),
    left === null ? refuseUnkept(readers, list.query, page) : undefined,
  ]);
  const state = { ...end, total } satisfies Left;
  return { rows: hits.map(({ hit }) => readRow(hit)), total, state };
}
