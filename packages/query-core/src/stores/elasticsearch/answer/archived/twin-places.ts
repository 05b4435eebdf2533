import { partOf, type RowPlace } from './row-place.ts';

/** Rows of one index that are live and archived, by where both documents of each are. */
export class TwinPlaces {
  /** Numbers of live documents by archive and number there. */
  readonly #archived = new Map<string, Map<number, number>>();

  add(archived: RowPlace, live: number): void {
    const numbers = this.#archived.get(archived.index) ?? new Map<number, number>();
    this.#archived.set(archived.index, numbers.set(archived.number, live));
  }

  get size(): number {
    return this.#archived.values().reduce((sum, numbers) => sum + numbers.size, 0);
  }

  /** Numbers of the archived documents, by archive. */
  *archived(): Generator<readonly [archive: string, numbers: Iterable<number>]> {
    for (const [archive, numbers] of this.#archived) yield [archive, numbers.keys()];
  }

  /** Those of them both of whose documents are in some parts. */
  within(liveIndex: string, isSame: (part: string) => boolean): TwinPlaces {
    const kept = new TwinPlaces();
    const known = new Map<string, boolean>();
    const isKept = (place: RowPlace): boolean => {
      const part = partOf(place);
      const answer = known.get(part) ?? isSame(part);
      known.set(part, answer);
      return answer;
    };
    for (const [index, numbers] of this.#archived)
      for (const [number, live] of numbers)
        if (isKept({ index, number }) && isKept({ index: liveIndex, number: live }))
          kept.add({ index, number }, live);
    return kept;
  }
}
