import { blockOf } from './document-number.ts';
import type { Block } from './read-blocks.ts';
import { TwinNumbers } from './twin-numbers.ts';

/** What was compared of an index: its blocks on both sides by name, each with what proves that it is the same, and what was found. */
export interface Compared {
  readonly prints: ReadonlyMap<string, string>;
  readonly twins: TwinNumbers;
}

/** The blocks of an index on both sides now. */
export interface BothBlocks {
  readonly index: string;
  readonly live: readonly Block[];
  readonly archive: readonly Block[];
}

/** What is to be read, and what is known without reading. */
export interface Change {
  readonly kept: TwinNumbers;
  /** Blocks whose rows are to be looked up on the other side. */
  readonly live: readonly Block[];
  readonly archive: readonly Block[];
  /** How many rows these are. */
  readonly rows: number;
}

const rowsOf = (blocks: readonly Block[]): number => blocks.reduce((sum, { rows }) => sum + rows, 0);

/**
 * What to read so that all rows of an index that are on both sides are known. Where less is read by it, all of one side:
 * no row is on both sides that is not found then.
 */
export function whatChanged(before: Compared | undefined, { index, live, archive }: BothBlocks): Change {
  const isNew = (block: Block) => before?.prints.get(blockOf(block)) !== block.print;
  const [changedLive, changedArchive] = [live.filter(isNew), archive.filter(isNew)];
  const choices: readonly Omit<Change, 'kept'>[] = [
    { live: changedLive, archive: changedArchive, rows: rowsOf(changedLive) + rowsOf(changedArchive) },
    { live, archive: [], rows: rowsOf(live) },
    { live: [], archive, rows: rowsOf(archive) },
  ];
  const least = choices.reduce((best, choice) => (choice.rows < best.rows ? choice : best));
  if (before === undefined || least !== choices[0]) return { ...least, kept: new TwinNumbers() };
  const isSame = least.rows === 0 && before.prints.size === live.length + archive.length;
  if (isSame) return { ...least, kept: before.twins };
  const same = new Set([...live, ...archive].filter((block) => !isNew(block)).map(blockOf));
  return { ...least, kept: before.twins.within(index, (block) => same.has(block)) };
}

/** What is known of an index once the rows that changed were looked up. */
export const comparedOf = ({ live, archive }: BothBlocks, twins: TwinNumbers): Compared => ({
  prints: new Map([...live, ...archive].map((block) => [blockOf(block), block.print])),
  twins,
});
