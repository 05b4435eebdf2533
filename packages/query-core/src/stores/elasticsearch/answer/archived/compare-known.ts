import type { ElasticsearchCalls } from '../../client/elasticsearch-calls.ts';
import { doAtOnce } from '../do-at-once.ts';
import type { Side, SidePages, SideRow } from './identity-side.ts';
import type { KnownTwins } from './known-twins.ts';
import type { Part, Parts } from './read-parts.ts';
import type { TwinPlaces } from './twin-places.ts';
import type { Twins } from './twins.ts';
import { type BothParts, comparedOf, whatChanged } from './what-changed.ts';

/** Both sides of a view, whatever rows are asked for, and what is known of them. */
export interface KnownSides {
  readonly live: Side;
  readonly archive: Side;
  readonly known: KnownTwins;
  /** When opening the view began, by `performance.now()`. */
  readonly opened: number;
  readonly calls: ElasticsearchCalls;
  readonly archives: readonly string[];
}

/** What is compared is known to the next question: so many times as many rows are read for that as this one needs. */
const WORTH = 4;

/** An index that may have rows on both sides, and how many this question has to read where nothing is known. */
export interface Candidate {
  readonly index: string;
  readonly rows: number;
}

/** Parts that are told from those of another index of the same name; null where it is not certain which index it is. */
function ofIndex(parts: readonly Part[], origins: ReadonlyMap<string, string>): Part[] | null {
  const told = parts.flatMap((part): Part[] => {
    const origin = origins.get(part.index);
    return origin === undefined ? [] : [{ ...part, print: `${origin} ${part.print}` }];
  });
  return told.length === parts.length ? told : null;
}

function addBoth(lives: readonly SideRow[], archived: readonly SideRow[], twins: TwinPlaces): void {
  const byId = new Map(lives.map(({ id, place }) => [id, place.number]));
  for (const { id, place } of archived) {
    const live = byId.get(id);
    if (live !== undefined) twins.add(place, live);
  }
}

/** Compares the rows of an index as far as they have changed since they were compared. */
async function compareIndex(
  sides: KnownSides,
  parts: BothParts,
  most: number,
  twins: Twins,
): Promise<boolean> {
  const { live, archive, known } = sides;
  const { index } = parts;
  const change = whatChanged(known.get(index), parts);
  if (change.rows > most * WORTH) return false;
  const found = change.kept;
  const pagesOf = (side: Side, some: readonly Part[]): SidePages =>
    some.length === 0 ? [] : side.pages([index], some);
  await doAtOnce(pagesOf(live, change.live), async (page) => {
    const rows = await page();
    addBoth(rows, await archive.among(rows), found);
  });
  await doAtOnce(pagesOf(archive, change.archive), async (page) => {
    const rows = await page();
    addBoth(await live.among(rows), rows, found);
  });
  known.set(index, comparedOf(parts, found));
  twins.addPlaces(found);
  return true;
}

/**
 * Finds the rows of some indices that are on both sides by what is known of them.
 * @returns the indices of which too little is known, or of which much less is read without
 * @throws StoreError
 */
export async function compareKnown(
  sides: KnownSides,
  candidates: readonly Candidate[],
  twins: Twins,
): Promise<readonly string[]> {
  const { live, archive, known, opened, calls, archives } = sides;
  const names = candidates.map(({ index }) => index);
  const [liveParts, archiveParts, origins] = await Promise.all([
    live.parts(names),
    archive.parts(names),
    known.origins.at(opened, calls, [...names, ...archives]),
  ]);
  if (liveParts === null || archiveParts === null) return names;
  const partsOf = (parts: Parts, index: string) => ofIndex(parts.get(index) ?? [], origins);
  const left: string[] = [];
  for (const { index, rows } of candidates) {
    const [ofLive, ofArchive] = [partsOf(liveParts, index), partsOf(archiveParts, index)];
    const isCompared =
      ofLive !== null &&
      ofArchive !== null &&
      (await compareIndex(sides, { index, live: ofLive, archive: ofArchive }, rows, twins));
    if (!isCompared) left.push(index);
  }
  return left;
}
