import { setTimeout as sleep } from 'node:timers/promises';
import type { MoveWork } from '../../../ports/result-archive.ts';
import { type Activity, readActivity } from './live-activity.ts';
import type { MoveCalls } from './move-calls.ts';

const LONGEST_PAUSE_MS = 2_000;

/** Whether others searched since the activity before, beyond the shards that this move searched itself. */
export function othersSearched(before: Activity | null, now: Activity | null, own: number): boolean {
  if (before === null || now === null) return true;
  return now.underWay > 0 || now.answered - before.answered > own;
}

/** Keeps a move to its rate, and lets readers go first. */
export class Pace {
  readonly #calls: MoveCalls;
  readonly #index: string;
  readonly #work: Pick<MoveWork, 'signal' | 'rowsPerSecond'>;
  readonly #searched: () => number;
  #activity: Activity | null = null;
  #ownBefore = 0;
  #from = performance.now();

  /** @param searched how many shards the move searched itself so far */
  constructor(
    calls: MoveCalls,
    index: string,
    work: Pick<MoveWork, 'signal' | 'rowsPerSecond'>,
    searched: () => number,
  ) {
    this.#calls = calls;
    this.#index = index;
    this.#work = work;
    this.#searched = searched;
  }

  /** What the live shards told last. */
  get activity(): Activity | null {
    return this.#activity;
  }

  /** Called before the first batch. */
  async begin(): Promise<void> {
    this.#activity = await readActivity(this.#calls, this.#index);
    this.#ownBefore = this.#searched();
    this.#from = performance.now();
  }

  /** Called after each batch, with no search of the move under way. */
  async after(rows: number): Promise<void> {
    const took = performance.now() - this.#from;
    const now = await readActivity(this.#calls, this.#index);
    const own = this.#searched();
    const yielding = othersSearched(this.#activity, now, own - this.#ownBefore)
      ? Math.min(took, LONGEST_PAUSE_MS)
      : 0;
    const { rowsPerSecond, signal } = this.#work;
    const limited = rowsPerSecond ? (rows / rowsPerSecond) * 1_000 - took : 0;
    const pause = Math.max(yielding, limited);
    if (pause > 0) await sleep(pause, undefined, { signal }).catch(() => undefined);
    // Searches that were answered in the pause count for the next batch, which they may be slowed down by.
    this.#activity = now;
    this.#ownBefore = own;
    this.#from = performance.now();
  }
}
