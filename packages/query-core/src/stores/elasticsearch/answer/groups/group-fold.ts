import { type GroupKind, writeGroupKey } from '../../../../plan/group-key.ts';
import type { BucketResult } from '../count-rows.ts';
import type { GroupMeasure, GroupValue } from './group-measure.ts';
import type { IdentityKey } from './group-queries.ts';

/** A group that was found: its key, its time in epoch milliseconds, what it is ordered by, and how many of its rows were read. */
export interface FoundGroup {
  readonly key: string;
  readonly time: number;
  readonly value: GroupValue;
  readonly rows: number;
}

/** Puts buckets of rows together to groups: those whose keys are the same are one, wherever their rows lie. */
export class GroupFold {
  readonly #measure: GroupMeasure;
  readonly #groups = new Map<string, FoundGroup>();

  constructor(measure: GroupMeasure) {
    this.#measure = measure;
  }

  take(kind: GroupKind, bucket: BucketResult): void {
    const { t, i, h } = bucket.key as IdentityKey;
    const time = Number(t);
    const key = writeGroupKey({ kind, id: i, hostname: h, time });
    const value = this.#measure.valueOf(bucket);
    const before = this.#groups.get(key);
    this.#groups.set(key, {
      key,
      time,
      value: before === undefined ? value : this.#measure.join(before.value, value),
      rows: bucket.doc_count + (before?.rows ?? 0),
    });
  }

  groups(): FoundGroup[] {
    return [...this.#groups.values()];
  }
}
