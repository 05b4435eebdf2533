import type { ElasticsearchCalls } from '../../client/elasticsearch-calls.ts';
import { MATCH_ALL } from '../../query/query.ts';
import { doAtOnce } from '../do-at-once.ts';
import type { GroupReader } from '../group-reader.ts';
import type { RowsQuery } from '../rows-by-time.ts';
import { compareKnown } from './compare-known.ts';
import { archiveSide, liveSide, type Side } from './identity-side.ts';
import type { KnownTwins } from './known-twins.ts';
import { Twins } from './twins.ts';

/** Where so few rows are to be looked up, asking what has changed would take longer. */
const FEW_ROWS = 1_000;
/** Names in one query. */
const INDICES_AT_ONCE = 500;

/** Both sides of a view. */
export interface BothSides {
  readonly live: readonly GroupReader[];
  readonly archive: readonly GroupReader[];
  /** The archived rows that are asked for; only they need to be told from live ones. */
  readonly rows: RowsQuery;
  /** What earlier questions have found. */
  readonly known: KnownTwins;
  /** When opening the view began, by `performance.now()`. */
  readonly opened: number;
  readonly calls: ElasticsearchCalls;
  /** Expressions that name the archives. */
  readonly archives: readonly string[];
}

/** Some indices at a time. */
function* inPieces<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += INDICES_AT_ONCE) yield items.slice(at, at + INDICES_AT_ONCE);
}

/** Looks up each row of one side on the other. */
async function compare(scanned: Side, other: Side, indices: readonly string[], twins: Twins): Promise<void> {
  for (const names of inPieces(indices))
    await doAtOnce(scanned.pages(names), async (page) => {
      for (const identity of await other.among(await page())) twins.add(identity);
    });
}

/**
 * Finds the archived rows that are live as well, whatever else is different of them by now. Only indices with rows on both
 * sides are looked at; of those that were compared before, what has changed since, and of others the side with fewer rows:
 * ids, no documents. Exact, whatever the times of a row are on both sides; nothing but two counts where no index has both.
 * @throws StoreError
 */
export async function findTwins({ live, archive, rows, ...knowing }: BothSides): Promise<Twins> {
  const twins = new Twins();
  const asked = archiveSide(archive, rows);
  const lived = liveSide(live);
  const archivedRows = await asked.rowsByIndex(null);
  if (archivedRows.size === 0) return twins;
  const liveRows = await lived.rowsByIndex([...archivedRows.keys()]);
  const candidates = [...liveRows].map(([index, lives]) => {
    const archived = archivedRows.get(index) ?? 0;
    return { index, isArchiveFewer: archived <= lives, rows: Math.min(archived, lives) };
  });
  const sides = { live: lived, archive: archiveSide(archive, () => MATCH_ALL), ...knowing };
  const left = new Set<string>();
  for (const some of inPieces(candidates.filter((candidate) => candidate.rows > FEW_ROWS)))
    for (const index of await compareKnown(sides, some, twins)) left.add(index);
  const namesOf = (isArchiveFewer: boolean) =>
    candidates
      .filter((candidate) => candidate.rows <= FEW_ROWS || left.has(candidate.index))
      .filter((candidate) => candidate.isArchiveFewer === isArchiveFewer)
      .map(({ index }) => index);
  await compare(asked, lived, namesOf(true), twins);
  await compare(lived, asked, namesOf(false), twins);
  return twins;
}
