import type { ScoringMode } from '@achilles/types';
import type { Key, VerdictCounts } from '../../../plan/plan.ts';
import { slotOf } from '../../../plan/slots.ts';
import { NO_UNITS } from '../../../score/figures.ts';
import type { VerdictTally } from '../../../score/verdict-tally.ts';
import type { BucketResult } from './count-rows.ts';

/** How the stages of a run decide its verdict. */
export type RunMode = Exclude<ScoringMode, 'per-stage'>;

/** Which rows a walk reads: those of the base, or those that accepted risks keep out of it. */
export type RowSide = 'base' | 'accepted';

/** One run with what it is grouped by, and the verdicts that its stages have, as bits. */
interface Run {
  readonly keys: readonly (string | number)[];
  base: number;
  raw: number;
  acceptedRows: number;
}

/** Verdicts as bits, worst first. */
const VERDICTS = ['unprotected', 'detected', 'protected'] as const;
const BIT = { unprotected: 1, detected: 2, protected: 4 } as const;

const isTrue = (value: unknown): boolean => value === true || value === 'true' || value === 1;

function verdictBit({ p, d }: Readonly<Record<string, unknown>>): number {
  if (isTrue(p)) return BIT.protected;
  return isTrue(d) ? BIT.detected : BIT.unprotected;
}

/** One unit under the verdict of its stages: as good as the worst of them, or as the best (CONTRACT section 3). */
function unitOf(stages: number, mode: RunMode): VerdictCounts {
  const inOrder = mode === 'all-stages' ? VERDICTS : VERDICTS.toReversed();
  const verdict = inOrder.find((candidate) => (stages & BIT[candidate]) !== 0);
  return verdict === undefined ? NO_UNITS : { ...NO_UNITS, [verdict]: 1 };
}

/** The name of the composite source that carries a field. */
export const sourceOf = (field: string): string => ({ org: 'o', hostname: 'h' })[field] ?? `f_${field}`;

/** Puts the stages of runs together; holds the runs of one slice of time, since a run has one time. */
export class RunFold {
  readonly #by: readonly Key[];
  readonly #mode: RunMode;
  readonly #runs = new Map<string, Run>();

  constructor(by: readonly Key[], mode: RunMode) {
    this.#by = by;
    this.#mode = mode;
  }

  /** Takes stages that are alike in run, keys and verdict. */
  take(bucket: BucketResult, side: RowSide): void {
    const source = bucket.key as Readonly<Record<string, string | number | null>>;
    const keys: (string | number)[] = [];
    for (const key of this.#by) {
      const value = key.kind === 'slot' ? slotOf(key.slots, Number(source.t)) : source[sourceOf(key.field)];
      if (value === null || value === undefined) return;
      keys.push(value);
    }
    const run = this.#run(JSON.stringify([source.o, source.b, source.h, source.t, ...keys]), keys);
    const bit = verdictBit(source);
    run.raw |= bit;
    if (side === 'base') run.base |= bit;
    else run.acceptedRows += bucket.doc_count;
  }

  /** Adds every run as one unit. */
  judge(tally: VerdictTally): void {
    for (const { keys, base, raw, acceptedRows } of this.#runs.values())
      tally.add({ keys, base: unitOf(base, this.#mode), raw: unitOf(raw, this.#mode), acceptedRows });
  }

  #run(id: string, keys: readonly (string | number)[]): Run {
    let run = this.#runs.get(id);
    if (run === undefined) {
      run = { keys, base: 0, raw: 0, acceptedRows: 0 };
      this.#runs.set(id, run);
    }
    return run;
  }
}
