import type { ScoringMode } from '@achilles/types';
import type { KeyValue, VerdictCounts } from '../plan/plan.ts';
import { NO_UNITS } from './figures.ts';
import type { Verdict } from './verdict.ts';
import type { VerdictTally } from './verdict-tally.ts';

/** Stages of one run that are alike in keys and verdict, and lie under an accepted risk or not. */
export interface Stages {
  /** Tells the run from every other. */
  readonly run: string;
  /** The bucket that they fall in. */
  readonly keys: readonly KeyValue[];
  readonly verdict: Verdict;
  readonly rows: number;
  readonly accepted: boolean;
}

/** The stages of one run in one bucket: which verdicts they have, as bits. */
interface Run {
  readonly keys: readonly KeyValue[];
  base: number;
  raw: number;
  acceptedRows: number;
}

const WORST_FIRST = ['unprotected', 'detected', 'protected'] as const satisfies readonly Verdict[];
const BIT: Record<Verdict, number> = { unprotected: 1, detected: 2, protected: 4 };

/** One unit under the verdict of its stages: as good as the best of them, or else as the worst (CONTRACT section 3). */
function unitOf(stages: number, mode: ScoringMode): VerdictCounts {
  const inOrder = mode === 'any-stage' ? WORST_FIRST.toReversed() : WORST_FIRST;
  const verdict = inOrder.find((candidate) => (stages & BIT[candidate]) !== 0);
  return verdict === undefined ? NO_UNITS : { ...NO_UNITS, [verdict]: 1 };
}

/** Puts the stages of runs together and judges each run, in every bucket that it has stages in. */
export class RunTally {
  readonly #mode: ScoringMode;
  readonly #runs = new Map<string, Run>();

  constructor(mode: ScoringMode) {
    this.#mode = mode;
  }

  add({ run: name, keys, verdict, rows, accepted }: Stages): void {
    const id = JSON.stringify(keys) + name;
    const run = this.#runs.get(id) ?? { keys, base: 0, raw: 0, acceptedRows: 0 };
    run.raw |= BIT[verdict];
    if (accepted) run.acceptedRows += rows;
    else run.base |= BIT[verdict];
    this.#runs.set(id, run);
  }

  /** Adds every run as one unit. */
  judge(tally: VerdictTally): void {
    for (const { keys, base, raw, acceptedRows } of this.#runs.values())
      tally.add({ keys, base: unitOf(base, this.#mode), raw: unitOf(raw, this.#mode), acceptedRows });
  }
}
