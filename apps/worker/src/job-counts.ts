import type { Settled } from '@achilles/queue';

/** How jobs of one type went in this process, and how long they were worked on, in milliseconds. */
export interface TypeCounts {
  readonly settled: Readonly<Partial<Record<Settled, number>>>;
  readonly worked: number;
}

/** Counts jobs by type and outcome. */
export class JobCounts {
  readonly #counts = new Map<string, TypeCounts>();

  add(type: string, settled: Settled, worked: number): void {
    const before = this.#counts.get(type) ?? { settled: {}, worked: 0 };
    this.#counts.set(type, {
      settled: { ...before.settled, [settled]: (before.settled[settled] ?? 0) + 1 },
      worked: before.worked + worked,
    });
  }

  get all(): Readonly<Record<string, TypeCounts>> {
    return Object.fromEntries(this.#counts);
  }
}
