import type { KeyValue, VerdictBucket, VerdictCounts } from '../plan/plan.ts';
import { addCounts, NO_UNITS } from './figures.ts';

/** What a bucket of a verdict aggregate has been found to hold so far. */
export interface VerdictTallied {
  readonly keys: readonly KeyValue[];
  readonly base: VerdictCounts;
  readonly raw: VerdictCounts;
  readonly acceptedRows: number;
}

/** Rows of one bucket: how many there are, and how many of them each counter holds of. */
export interface CountedRows {
  readonly keys: readonly KeyValue[];
  readonly rows: number;
  /** By name: `protected`, `detected`, and of the rows under accepted risks `accepted`, `acceptedProtected`, `acceptedDetected`. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Adds up units per bucket, from whichever searches they come. */
export class VerdictTally {
  readonly #buckets = new Map<string, VerdictTallied>();

  add({ keys, base, raw, acceptedRows }: VerdictTallied): void {
    const id = JSON.stringify(keys);
    const before = this.#buckets.get(id);
    this.#buckets.set(id, {
      keys,
      base: addCounts(before?.base ?? NO_UNITS, base),
      raw: addCounts(before?.raw ?? NO_UNITS, raw),
      acceptedRows: (before?.acceptedRows ?? 0) + acceptedRows,
    });
  }

  /** Adds rows that are units of their own. */
  addRows({ keys, rows, counts }: CountedRows): void {
    const { protected: stopped = 0, detected = 0 } = counts;
    const { accepted = 0, acceptedProtected = 0, acceptedDetected = 0 } = counts;
    const raw = { protected: stopped, detected, unprotected: rows - stopped - detected };
    const base = {
      protected: raw.protected - acceptedProtected,
      detected: raw.detected - acceptedDetected,
      unprotected: raw.unprotected - (accepted - acceptedProtected - acceptedDetected),
    };
    this.add({ keys, base, raw, acceptedRows: accepted });
  }

  buckets(): Omit<VerdictBucket, 'test'>[] {
    return [...this.#buckets.values()];
  }
}
