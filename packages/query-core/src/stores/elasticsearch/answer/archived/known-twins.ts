import { IndexOrigins } from './index-origins.ts';
import type { Compared } from './what-changed.ts';

/** So many blocks and twins are remembered in all, some 40 bytes each for twins and 200 for blocks. */
const MOST_REMEMBERED = 1_000_000;

const weightOf = ({ prints, twins }: Compared): number => prints.size * 4 + twins.size + 1;

/**
 * What one process remembers of comparing live and archived rows, by index. Nothing of it is believed that the point in time
 * which is read does not prove. Indices that were not asked for the longest are forgotten first.
 */
export class KnownTwins {
  readonly origins = new IndexOrigins();
  readonly #most: number;
  readonly #compared = new Map<string, Compared>();
  #weight = 0;

  constructor(most = MOST_REMEMBERED) {
    this.#most = most;
  }

  get(index: string): Compared | undefined {
    const compared = this.#compared.get(index);
    if (compared === undefined) return undefined;
    this.#compared.delete(index);
    this.#compared.set(index, compared);
    return compared;
  }

  set(index: string, compared: Compared): void {
    this.#forget(index);
    this.#compared.set(index, compared);
    this.#weight += weightOf(compared);
    for (const oldest of this.#compared.keys()) {
      if (this.#weight <= this.#most) return;
      this.#forget(oldest);
    }
  }

  #forget(index: string): void {
    const compared = this.#compared.get(index);
    if (compared === undefined) return;
    this.#compared.delete(index);
    this.#weight -= weightOf(compared);
  }
}
