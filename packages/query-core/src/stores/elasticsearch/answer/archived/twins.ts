import { ARCHIVED_ID, ARCHIVED_INDEX, type DocumentIdentity } from '../../indices/archived-identity.ts';
import { termsOf } from '../../query/compile-predicate.ts';
import { allOf, type Query } from '../../query/query.ts';

/** The ids by index of archived rows that are live as well, as JSON. */
export type TwinRecord = readonly (readonly [index: string, ids: readonly string[]])[];

/** Archived rows that are live as well: the live ones count (CONTRACT section 5), these are left out. */
export class Twins {
  readonly #ids: Map<string, Set<string>>;

  constructor(record: TwinRecord = []) {
    this.#ids = new Map(record.map(([index, ids]) => [index, new Set(ids)]));
  }

  add({ index, id }: DocumentIdentity): void {
    const ids = this.#ids.get(index) ?? new Set();
    this.#ids.set(index, ids.add(id));
  }

  get size(): number {
    return this.#ids.values().reduce((sum, ids) => sum + ids.size, 0);
  }

  get record(): TwinRecord {
    return [...this.#ids].map(([index, ids]) => [index, [...ids]]);
  }

  /** Queries that hold of their documents in the archive. */
  queries(): readonly Query[] {
    return this.record.map(([index, ids]) =>
      allOf([{ term: { [ARCHIVED_INDEX]: index } }, termsOf(ARCHIVED_ID, ids)]),
    );
  }
}
