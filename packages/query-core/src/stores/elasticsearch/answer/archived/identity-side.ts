import { ARCHIVED_ID, ARCHIVED_INDEX, type DocumentIdentity } from '../../indices/archived-identity.ts';
import { termsOf } from '../../query/compile-predicate.ts';
import { allOf, anyOf, MATCH_ALL, type Query } from '../../query/query.ts';
import type { GroupReader, Hit } from '../group-reader.ts';
import type { RowsQuery } from '../rows-by-time.ts';
import { walkBuckets } from '../walk-buckets.ts';
import { blockQueries } from './block-queries.ts';
import type { DocumentNumber } from './document-number.ts';
import { type Block, type Blocks, readBlocks } from './read-blocks.ts';

/** Ids that are read, and looked up, together. */
const IDS_AT_ONCE = 10_000;
const INDICES_IN_PAGE = 1_000;

/** A row as a side has it: its identity, and where the document is. */
export interface SideRow extends DocumentIdentity {
  readonly document: DocumentNumber;
}

/** Rows that are read a page at a time; reading one begins when it is taken. */
export type SidePages = Iterable<() => Promise<readonly SideRow[]>>;

/** Live or archived rows by index and id. */
export interface Side {
  /** How many rows there are of each index, of those that are named; of all where that is null. */
  rowsByIndex(names: readonly string[] | null): Promise<ReadonlyMap<string, number>>;
  /** The rows of some indices; of those blocks of them alone that are given. */
  pages(names: readonly string[], blocks?: readonly Block[]): SidePages;
  /** What blocks the rows of some indices make up; null where that is more than can be told. */
  blocks(names: readonly string[]): Promise<Blocks | null>;
  /** Those of some rows that this side has too, as it has them. */
  among(rows: readonly DocumentIdentity[]): Promise<readonly SideRow[]>;
}

/** How a side tells identities. */
interface SideTerms {
  readonly indexField: string;
  /** The rows of some indices, of all where that is null. */
  readonly ofIndices: (names: readonly string[] | null) => RowsQuery;
  readonly withIds: (ids: readonly string[]) => Query;
  /** What of a hit is read: nothing of its document. */
  readonly fetch: Query;
  readonly identityOf: (hit: Hit) => DocumentIdentity;
}

const keyOf = ({ index, id }: DocumentIdentity): string => `${index}/${id}`;

/** Reads the ids of all rows of a query, page by page; each page is asked for once it is known where the last one ended. */
function* pagesOf(
  { paths, find }: GroupReader,
  rows: RowsQuery,
  { fetch, identityOf }: SideTerms,
): Generator<() => Promise<readonly SideRow[]>> {
  const query = rows(paths);
  const sort = [{ _shard_doc: { order: 'asc' } }];
  let isOver = false;
  const read = async (before: Promise<readonly Hit[]> | null): Promise<readonly Hit[]> => {
    const last = (await before)?.at(-1);
    if (isOver) return [];
    const after = last === undefined ? {} : { search_after: last.sort };
    const hits = await find({
      query,
      sort,
      size: IDS_AT_ONCE,
      seq_no_primary_term: true,
      ...fetch,
      ...after,
    });
    if (hits.length < IDS_AT_ONCE) isOver = true;
    return hits;
  };
  const rowOf = (hit: Hit): SideRow => ({
    ...identityOf(hit),
    document: { index: hit._index, number: hit._seq_no ?? Number.NaN },
  });
  for (let before: Promise<readonly Hit[]> | null = null; !isOver; ) {
    const hits = read(before);
    // Its failure is met when the page is read.
    hits.catch(() => undefined);
    before = hits;
    yield async () => (await hits).map(rowOf);
  }
}

function sideOf(readers: readonly GroupReader[], terms: SideTerms): Side {
  const { indexField, ofIndices, withIds } = terms;
  return {
    async rowsByIndex(names) {
      const rows = new Map<string, number>();
      const sources = [{ index: { terms: { field: indexField } } }];
      for (const { paths, search } of readers) {
        const composite = { query: ofIndices(names)(paths), sources };
        await walkBuckets(search, composite, INDICES_IN_PAGE, ({ key, doc_count }) => {
          const { index } = key as { index: string };
          rows.set(index, doc_count + (rows.get(index) ?? 0));
        });
      }
      return rows;
    },
    *pages(names, blocks) {
      const within = blocks === undefined ? MATCH_ALL : anyOf(blockQueries(blocks));
      const rows: RowsQuery = (paths) => allOf([ofIndices(names)(paths), within]);
      for (const reader of readers) yield* pagesOf(reader, rows, terms);
    },
    blocks: (names) => readBlocks(readers, ofIndices(names), indexField, names),
    async among(rows) {
      const wanted = new Set(rows.map(keyOf));
      if (wanted.size === 0) return [];
      const names = [...new Set(rows.map(({ index }) => index))];
      const ids = withIds([...new Set(rows.map(({ id }) => id))]);
      const query: RowsQuery = (paths) => allOf([ofIndices(names)(paths), ids]);
      const found: SideRow[] = [];
      for (const reader of readers)
        for (const page of pagesOf(reader, query, terms))
          for (const row of await page()) if (wanted.has(keyOf(row))) found.push(row);
      return found;
    },
  };
}

const firstOf = (hit: Hit, field: string): string => String(hit.fields?.[field]?.[0]);

/** Live rows; all of them, also those that are not counted. */
export const liveSide = (readers: readonly GroupReader[]): Side =>
  sideOf(readers, {
    indexField: '_index',
    ofIndices: (names) => () => termsOf('_index', names ?? []),
    withIds: (values) => ({ ids: { values } }),
    fetch: { _source: false },
    identityOf: ({ _index: index, _id: id }) => ({ index, id }),
  });

/** Those archived rows that a query holds of, by the identities that they were live under. */
export const archiveSide = (readers: readonly GroupReader[], rows: RowsQuery): Side =>
  sideOf(readers, {
    indexField: ARCHIVED_INDEX,
    ofIndices: (names) => (paths) =>
      allOf([rows(paths), ...(names === null ? [] : [termsOf(ARCHIVED_INDEX, names)])]),
    withIds: (ids) => termsOf(ARCHIVED_ID, ids),
    // Values from columns: what documents are stored in would have to be unpacked.
    fetch: { _source: false, stored_fields: '_none_', docvalue_fields: [ARCHIVED_INDEX, ARCHIVED_ID] },
    identityOf: (hit) => ({ index: firstOf(hit, ARCHIVED_INDEX), id: firstOf(hit, ARCHIVED_ID) }),
  });
