import type { ApiCaller } from '../set-up/call-api.ts';
import { ROWS_UNTIL } from '../set-up/load-rows.ts';

const DAY = 86_400_000;
/** Rows before this are moved; a dashboard reads those from it on. */
export const CUT = ROWS_UNTIL - 30 * DAY;
const PAUSE_MS = 100;
const STEP_MS = 1_000;

/** Asks for the score of the last 30 days as a dashboard does, one request after the other. */
export class DashboardReads {
  readonly #caller: ApiCaller;
  #asked = 0;

  constructor(caller: ApiCaller) {
    this.#caller = caller;
  }

  /** Milliseconds of one read; no two windows are alike, so that no cache knows the answer. */
  async read(): Promise<number> {
    const from = String(CUT + ++this.#asked * STEP_MS);
    const parameters = { from, to: String(ROWS_UNTIL), scoringMode: 'per-stage' };
    const started = performance.now();
    await this.#caller.read('defense-score', parameters);
    return performance.now() - started;
  }

  /** Milliseconds of each of so many reads. */
  async times(count: number): Promise<number[]> {
    const times: number[] = [];
    while (times.length < count) times.push(await this.#readAndRest());
    return times;
  }

  /** Milliseconds of each read while something else is going on. */
  async during(work: Promise<unknown>): Promise<number[]> {
    const times: number[] = [];
    let isOver = false;
    const end = () => {
      isOver = true;
    };
    work.then(end, end);
    while (!isOver) times.push(await this.#readAndRest());
    return times;
  }

  async #readAndRest(): Promise<number> {
    const time = await this.read();
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    return time;
  }
}
