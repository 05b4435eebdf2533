import type { MoveCounts, RefusedMove } from '../../../ports/result-archive.ts';
import { compareText } from '../../../score/compare-text.ts';

const MOST_ERRORS = 1_000;
const NOTHING: MoveCounts = { moved: 0, skipped: 0, conflicts: 0, bytes: 0, perIndex: [], errors: [] };

/** What a move came to so far, counted on. */
export class MoveTally {
  #skipped: number;
  #conflicts: number;
  readonly #errors: RefusedMove[];
  readonly #perIndex: Map<string, { rows: number; bytes: number }>;

  constructor({ skipped, conflicts, perIndex, errors }: MoveCounts = NOTHING) {
    this.#skipped = skipped;
    this.#conflicts = conflicts;
    this.#errors = [...errors];
    this.#perIndex = new Map(perIndex.map(({ index, rows, bytes }) => [index, { rows, bytes }]));
  }

  /** @param bytes of the document */
  moved(index: string, bytes: number): void {
    const before = this.#perIndex.get(index) ?? { rows: 0, bytes: 0 };
    this.#perIndex.set(index, { rows: before.rows + 1, bytes: before.bytes + bytes });
  }

  skipped(refused: RefusedMove): void {
    this.#skipped += 1;
    if (this.#errors.length < MOST_ERRORS) this.#errors.push(refused);
  }

  conflict(): void {
    this.#conflicts += 1;
  }

  get counts(): MoveCounts {
    const perIndex = [...this.#perIndex]
      .map(([index, sums]) => ({ index, ...sums }))
      .toSorted((a, b) => compareText(a.index, b.index));
    return {
      moved: perIndex.reduce((sum, { rows }) => sum + rows, 0),
      skipped: this.#skipped,
      conflicts: this.#conflicts,
      bytes: perIndex.reduce((sum, { bytes }) => sum + bytes, 0),
      perIndex,
      errors: [...this.#errors],
    };
  }
}
