import type { ElasticsearchCalls } from '../../client/elasticsearch-calls.ts';
import { doAtOnce } from '../do-at-once.ts';
import type { Side, SidePages, SideRow } from './identity-side.ts';
import type { KnownTwins } from './known-twins.ts';
import type { Block, Blocks } from './read-blocks.ts';
import type { TwinNumbers } from './twin-numbers.ts';
import type { Twins } from './twins.ts';
import { type BothBlocks, comparedOf, whatChanged } from './what-changed.ts';

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

/** Blocks that are told from those of another index of the same name; null where it is not certain which index it is. */
function ofIndex(blocks: readonly Block[], origins: ReadonlyMap<string, string>): Block[] | null {
  const told = blocks.flatMap((block): Block[] => {
    const origin = origins.get(block.index);
    return origin === undefined ? [] : [{ ...block, print: `${origin} ${block.print}` }];
  });
  return told.length === blocks.length ? told : null;
}

function addBoth(lives: readonly SideRow[], archived: readonly SideRow[], twins: TwinNumbers): void {
  const byId = new Map(lives.map(({ id, document }) => [id, document.number]));
  for (const { id, document } of archived) {
    const live = byId.get(id);
    if (live !== undefined) twins.add(document, live);
  }
}

/** Compares the rows of an index as far as they have changed since they were compared. */
async function compareIndex(
  sides: KnownSides,
  blocks: BothBlocks,
  most: number,
  twins: Twins,
): Promise<boolean> {
  const { live, archive, known } = sides;
  const { index } = blocks;
  const change = whatChanged(known.get(index), blocks);
  if (change.rows > most * WORTH) return false;
  const found = change.kept;
  const pagesOf = (side: Side, some: readonly Block[]): SidePages =>
    some.length === 0 ? [] : side.pages([index], some);
  await doAtOnce(pagesOf(live, change.live), async (page) => {
    const rows = await page();
    addBoth(rows, await archive.among(rows), found);
  });
  await doAtOnce(pagesOf(archive, change.archive), async (page) => {
    const rows = await page();
    addBoth(await live.among(rows), rows, found);
  });
  known.set(index, comparedOf(blocks, found));
  twins.addNumbers(found);
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
  const [liveBlocks, archiveBlocks, origins] = await Promise.all([
    live.blocks(names),
    archive.blocks(names),
    known.origins.at(opened, calls, [...names, ...archives]),
  ]);
  if (liveBlocks === null || archiveBlocks === null) return names;
  const blocksOf = (blocks: Blocks, index: string) => ofIndex(blocks.get(index) ?? [], origins);
  const left: string[] = [];
  for (const { index, rows } of candidates) {
    const [ofLive, ofArchive] = [blocksOf(liveBlocks, index), blocksOf(archiveBlocks, index)];
    const isCompared =
      ofLive !== null &&
      ofArchive !== null &&
      (await compareIndex(sides, { index, live: ofLive, archive: ofArchive }, rows, twins));
    if (!isCompared) left.push(index);
  }
  return left;
}
