import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, errors } from '@elastic/elasticsearch';
import { StoreError } from '../../../ports/store-error.ts';
import { elasticsearchError, tripsBreaker } from './elasticsearch-error.ts';
import type { NodeWatch } from './node-watch.ts';

/** How long calls may take, in milliseconds. */
export interface CallLimits {
  /** For everything that one question or one batch needs. */
  readonly deadlineMs: number;
  /** For as long as this a refusal because of load is met with another try. */
  readonly overloadMs: number;
}

/** What a call sends along, so that it ends with its caller. */
export interface CallOptions {
  readonly signal: AbortSignal;
}

/** What is known of a call besides. */
export interface CallDetails {
  /** What is sent, for the log. */
  readonly statement?: unknown;
  /** Whether a call that takes too much memory is repeated only twice: its caller has a smaller one. */
  readonly breakerIsFinal?: boolean;
}

interface Caller {
  readonly signal?: AbortSignal | undefined;
}

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 1_600;
const RECONNECT_MS = 250;
/** Memory that others have just used is soon free again. */
const BREAKER_WAITS_MS = 200;

/**
 * The calls that one piece of work makes: they share a deadline and a caller. Refusals because of load (429, circuit
 * breaker) are tried again; a node that stops answering ends them before the deadline does.
 */
export class ElasticsearchCalls {
  readonly #client: Client;
  readonly #limits: CallLimits;
  readonly #caller: AbortSignal | undefined;
  readonly #deadline: AbortSignal;
  readonly #watch: NodeWatch;
  readonly #started = performance.now();

  constructor(client: Client, watch: NodeWatch, limits: CallLimits, { signal }: Caller = {}) {
    this.#client = client;
    this.#limits = limits;
    this.#caller = signal;
    this.#watch = watch;
    this.#deadline = AbortSignal.timeout(limits.deadlineMs);
  }

  /**
   * Makes one call, again while the node refuses it because of load.
   * @param operation what it is for, as a noun for messages
   * @throws StoreError
   */
  async run<T>(
    operation: string,
    call: (client: Client, options: CallOptions) => Promise<T>,
    { statement, breakerIsFinal = false }: CallDetails = {},
  ): Promise<T> {
    let reconnected = false;
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      try {
        return await this.#once(call);
      } catch (error) {
        const fault = this.#translate(error, operation, statement);
        if (error instanceof errors.ConnectionError && fault.failure === 'unavailable' && !reconnected) {
          // A node that restarted closed the connections that were kept open.
          reconnected = true;
          await this.#pause(RECONNECT_MS, operation);
        } else if (breakerIsFinal && tripsBreaker(error) && wait > BREAKER_WAITS_MS) throw fault;
        else if (fault.failure === 'overloaded' && this.#elapsed() + wait < this.#limits.overloadMs) {
          await this.#pause(wait * (0.5 + Math.random() / 2), operation);
        } else throw fault;
      }
    }
  }

  #elapsed(): number {
    return performance.now() - this.#started;
  }

  async #once<T>(call: (client: Client, options: CallOptions) => Promise<T>): Promise<T> {
    const watched = this.#watch.begin();
    try {
      return await call(this.#client, { signal: this.#signal(watched.signal) });
    } finally {
      watched.end();
    }
  }

  #signal(watched: AbortSignal): AbortSignal {
    const signals = [watched, this.#deadline];
    return AbortSignal.any(this.#caller === undefined ? signals : [...signals, this.#caller]);
  }

  /** Waits, unless the caller leaves or the time is over. @throws StoreError */
  pause(milliseconds: number): Promise<void> {
    return this.#pause(milliseconds, 'waiting');
  }

  async #pause(milliseconds: number, operation: string): Promise<void> {
    const signal = AbortSignal.any([this.#deadline, ...(this.#caller === undefined ? [] : [this.#caller])]);
    await sleep(milliseconds, undefined, { signal }).catch((error: unknown) => {
      throw this.#translate(error, operation);
    });
  }

  #translate(error: unknown, operation: string, statement?: unknown): StoreError {
    if (error instanceof StoreError) return error;
    const text = statement === undefined ? undefined : JSON.stringify(statement);
    if (this.#caller?.aborted === true)
      return new StoreError('cancelled', `${operation} was cancelled`, error, text);
    if (this.#deadline.aborted) {
      const seconds = this.#limits.deadlineMs / 1_000;
      return new StoreError('timeout', `${operation} took longer than ${seconds} s`, error, text);
    }
    if (error instanceof errors.RequestAbortedError)
      return new StoreError('unavailable', `Elasticsearch stopped answering (${operation})`, error, text);
    return elasticsearchError(error, operation, text);
  }
}
