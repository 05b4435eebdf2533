import { ARCHIVED_ID, ARCHIVED_INDEX, type DocumentIdentity } from '../../indices/archived-identity.ts';
import { termsOf } from '../../query/compile-predicate.ts';
import { allOf, type Query } from '../../query/query.ts';
import { joinedRanges, type NumberRanges, rangesOf, withNumbers } from './number-ranges.ts';
import type { TwinNumbers } from './twin-numbers.ts';

/** Clusters take at least 1,024 clauses in one query. */
const MOST_RANGES = 256;

/** Archived rows that are live as well, as JSON. */
export interface TwinRecord {
  /** By the index and the ids that they are live under. */
  readonly ids: readonly (readonly [index: string, ids: readonly string[]])[];
  /** By the archive and their sequence numbers in it. */
  readonly numbers: readonly (readonly [archive: string, ranges: NumberRanges])[];
}

/** Archived rows that are live as well: the live ones count (CONTRACT section 5), these are left out. */
export class Twins {
  readonly #ids: Map<string, Set<string>>;
  readonly #ranges: Map<string, NumberRanges>;
  #queries: readonly Query[] | undefined;

  constructor({ ids, numbers }: TwinRecord = { ids: [], numbers: [] }) {
    this.#ids = new Map(ids.map(([index, some]) => [index, new Set(some)]));
    this.#ranges = new Map(numbers);
  }

  add({ index, id }: DocumentIdentity): void {
    const ids = this.#ids.get(index) ?? new Set();
    this.#ids.set(index, ids.add(id));
    this.#queries = undefined;
  }

  addNumbers(twins: TwinNumbers): void {
    for (const [archive, numbers] of twins.archived())
      this.#ranges.set(archive, joinedRanges(this.#ranges.get(archive) ?? [], rangesOf(numbers)));
    this.#queries = undefined;
  }

  get record(): TwinRecord {
    return { ids: [...this.#ids].map(([index, ids]) => [index, [...ids]]), numbers: [...this.#ranges] };
  }

  /** Queries that hold of their documents in the archive. */
  queries(): readonly Query[] {
    const most = Math.ceil(MOST_RANGES / Math.max(1, this.#ranges.size));
    this.#queries ??= [
      ...this.record.ids.map(([index, ids]) =>
        allOf([{ term: { [ARCHIVED_INDEX]: index } }, termsOf(ARCHIVED_ID, ids)]),
      ),
      ...[...this.#ranges].map(([archive, ranges]) =>
        allOf([{ term: { _index: archive } }, withNumbers('_seq_no', ranges, most)]),
      ),
    ];
    return this.#queries;
  }
}
