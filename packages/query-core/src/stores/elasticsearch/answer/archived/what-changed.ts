import type { Part } from './read-parts.ts';
import { partOf } from './row-place.ts';
import { TwinPlaces } from './twin-places.ts';

/** What was compared of an index: its parts on both sides by name, each with what proves that it is the same, and what was found. */
export interface Compared {
  readonly prints: ReadonlyMap<string, string>;
  readonly twins: TwinPlaces;
}

/** The parts of an index on both sides now. */
export interface BothParts {
  readonly index: string;
  readonly live: readonly Part[];
  readonly archive: readonly Part[];
}

/** What is to be read, and what is known without reading. */
export interface Change {
  readonly kept: TwinPlaces;
  /** Parts whose rows are to be looked up on the other side. */
  readonly live: readonly Part[];
  readonly archive: readonly Part[];
  /** How many rows these are. */
  readonly rows: number;
}

const rowsOf = (parts: readonly Part[]): number => parts.reduce((sum, { rows }) => sum + rows, 0);

/**
 * What to read so that all rows of an index that are on both sides are known. Where less is read by it, all of one side:
 * no row is on both sides that is not found then.
 */
export function whatChanged(before: Compared | undefined, { index, live, archive }: BothParts): Change {
  const isNew = (part: Part) => before?.prints.get(partOf(part)) !== part.print;
  const [changedLive, changedArchive] = [live.filter(isNew), archive.filter(isNew)];
  const choices: readonly Omit<Change, 'kept'>[] = [
    { live: changedLive, archive: changedArchive, rows: rowsOf(changedLive) + rowsOf(changedArchive) },
    { live, archive: [], rows: rowsOf(live) },
    { live: [], archive, rows: rowsOf(archive) },
  ];
  const least = choices.reduce((best, choice) => (choice.rows < best.rows ? choice : best));
  if (before === undefined || least !== choices[0]) return { ...least, kept: new TwinPlaces() };
  const same = new Set([...live, ...archive].filter((part) => !isNew(part)).map(partOf));
  return { ...least, kept: before.twins.within(index, (part) => same.has(part)) };
}

/** What is known of an index once the rows that changed were looked up. */
export const comparedOf = ({ live, archive }: BothParts, twins: TwinPlaces): Compared => ({
  prints: new Map([...live, ...archive].map((part) => [partOf(part), part.print])),
  twins,
});
