import { isCertain, isImmortal, type KnownRow } from './known-row.ts';
import { newRow } from './new-row.ts';

/** Everything that the writer of one case knows. */
export class KnownRows {
  readonly all: KnownRow[] = [];
  readonly #indices: readonly string[];

  constructor(indices: readonly string[]) {
    this.#indices = indices;
  }

  /** A further row, which is nowhere yet. */
  add(): KnownRow {
    const row = newRow(this.all.length, this.#indices);
    this.all.push(row);
    return row;
  }

  /** Rows that surely exist somewhere, whatever goes on: what samplers ask for. */
  lasting(): KnownRow[] {
    return this.all.filter((row) => row.since !== null && isImmortal(row));
  }

  /** Rows that the writer may write to: nothing is under way, and the last answer was not lost. */
  idle(): KnownRow[] {
    return this.all.filter((row) => !row.busy && isCertain(row) && row.states[0] !== null);
  }
}
