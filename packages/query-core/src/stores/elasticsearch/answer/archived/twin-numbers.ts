import { blockOf, type DocumentNumber } from './document-number.ts';

/** Rows of one index that are live and archived, by where both documents of each are. */
export class TwinNumbers {
  /** Numbers of live documents by archive and number there. */
  readonly #archived = new Map<string, Map<number, number>>();

  add(archived: DocumentNumber, live: number): void {
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

  /** Those of them both of whose documents are in some blocks. */
  within(liveIndex: string, isSame: (block: string) => boolean): TwinNumbers {
    const kept = new TwinNumbers();
    const known = new Map<string, boolean>();
    const isKept = (document: DocumentNumber): boolean => {
      const block = blockOf(document);
      const answer = known.get(block) ?? isSame(block);
      known.set(block, answer);
      return answer;
    };
    for (const [index, numbers] of this.#archived)
      for (const [number, live] of numbers)
        if (isKept({ index, number }) && isKept({ index: liveIndex, number: live }))
          kept.add({ index, number }, live);
    return kept;
  }
}
