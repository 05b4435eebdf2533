import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient, Reply } from './api-client.ts';

const PAUSE_MS = 50;

/** Reads the score of one test over and over, until it is stopped. */
export class Reading {
  readonly replies: Reply[] = [];
  readonly #stopped = new AbortController();
  readonly #going: Promise<void>;

  constructor(api: ApiClient, test: string) {
    this.#going = this.#read(api, test);
    // Told by `stop`; a test that failed before does not ask.
    this.#going.catch(() => undefined);
  }

  /** Every reply, once the last one is there. */
  async stop(): Promise<readonly Reply[]> {
    this.#stopped.abort();
    await this.#going;
    return this.replies;
  }

  async #read(api: ApiClient, test: string): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      this.replies.push(await api.score(test));
      await sleep(PAUSE_MS);
    }
  }
}
