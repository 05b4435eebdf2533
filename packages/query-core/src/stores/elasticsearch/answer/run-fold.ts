import type { ScoringMode } from '@achilles/types';
import type { Key } from '../../../plan/plan.ts';
import { slotOf } from '../../../plan/slots.ts';
import { RunTally } from '../../../score/run-tally.ts';
import { verdictOf } from '../../../score/verdict.ts';
import type { VerdictTally } from '../../../score/verdict-tally.ts';
import type { BucketResult } from './count-rows.ts';

/** Which rows a walk reads: those of the base, or those that accepted risks keep out of it. */
export type RowSide = 'base' | 'accepted';

/** The name of the composite source that carries a field. */
export const sourceOf = (field: string): string => ({ org: 'o', hostname: 'h' })[field] ?? `f_${field}`;

const isTrue = (value: unknown): boolean => value === true || value === 'true' || value === 1;

/** Reads the runs of one slice of time, and so whole ones: a run has one time. */
export class RunFold {
  readonly #by: readonly Key[];
  readonly #runs: RunTally;

  constructor(by: readonly Key[], mode: ScoringMode) {
    this.#by = by;
    this.#runs = new RunTally(mode);
  }

  /** Takes stages that are alike in run, keys and verdict; without one of the keys they are in no bucket. */
  take(bucket: BucketResult, side: RowSide): void {
    const source = bucket.key as Readonly<Record<string, string | number | null>>;
    const { o, b, h, t, p, d } = source;
    const keys: (string | number)[] = [];
    for (const key of this.#by) {
      const value = key.kind === 'slot' ? slotOf(key.slots, Number(t)) : source[sourceOf(key.field)];
      if (value === null || value === undefined) return;
      keys.push(value);
    }
    this.#runs.add({
      run: JSON.stringify([o, b, h, t]),
      keys,
      verdict: verdictOf(isTrue(p), isTrue(d)),
      rows: bucket.doc_count,
      accepted: side === 'accepted',
    });
  }

  /** Adds every run as one unit. */
  judge(tally: VerdictTally): void {
    this.#runs.judge(tally);
  }
}
