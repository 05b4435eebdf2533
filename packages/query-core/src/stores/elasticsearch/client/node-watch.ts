import type { Client } from '@elastic/elasticsearch';
import { errors } from '@elastic/elasticsearch';

const CHECK_EVERY_MS = 1_500;
const ANSWER_WITHIN_MS = 3_000;

/**
 * Tells a search that takes long from a node that no longer answers: while calls are under way the node is asked for
 * anything at all, and when nothing comes back they are given up.
 */
export class NodeWatch {
  readonly #client: Client;
  readonly #calls = new Set<AbortController>();
  #timer: NodeJS.Timeout | undefined;
  #asking = false;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Watches over one call; its signal fires when the node has stopped answering. */
  begin(): { readonly signal: AbortSignal; end(): void } {
    const controller = new AbortController();
    this.#calls.add(controller);
    this.#timer ??= setInterval(() => void this.#check(), CHECK_EVERY_MS).unref();
    return {
      signal: controller.signal,
      end: () => {
        this.#calls.delete(controller);
        if (this.#calls.size > 0) return;
        clearInterval(this.#timer);
        this.#timer = undefined;
      },
    };
  }

  async #check(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    // Calls that begin while the node is asked are left to the next check.
    const calls = [...this.#calls];
    const answers = await this.#answers();
    this.#asking = false;
    if (!answers) for (const call of calls) call.abort();
  }

  /** Any answer will do, a refusal too: it takes no privilege to get one. */
  async #answers(): Promise<boolean> {
    try {
      await this.#client.transport.request(
        { method: 'HEAD', path: '/' },
        { requestTimeout: ANSWER_WITHIN_MS, maxRetries: 0 },
      );
      return true;
    } catch (error) {
      return error instanceof errors.ResponseError;
    }
  }
}
