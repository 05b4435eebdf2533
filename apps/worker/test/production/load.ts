import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { rows } from './rows.ts';

const CONNECTIONS = 20;
/** How often a replica is asked whether it is ready, and how often in a row it must not be, as a load balancer does. */
const LOOK_MS = 500;
const LOOKS = 3;
/** Every so many requests one asks for a job. */
const IMPORTS = 10;

/** What became of a request. */
export interface Sent {
  readonly to: string;
  readonly at: number;
  readonly status: number;
  /** Whether the server asked to have the connection closed. */
  readonly closes: boolean;
  readonly body: string;
}

/**
 * Callers that keep their connections, spread over replicas by turns, each sending as soon as it is answered. A replica
 * that is seen not to be ready is left alone from then on.
 */
export class Load {
  readonly sent: Sent[] = [];
  readonly failures: unknown[] = [];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  readonly #gone = new Set<string>();
  readonly #replicas: readonly string[];
  readonly #running: Promise<void>[];
  #turn = 0;
  #stopped = false;

  constructor(replicas: readonly string[]) {
    this.#replicas = replicas;
    const callers = Array.from({ length: CONNECTIONS }, () => this.#keepSending());
    this.#running = [...callers, ...replicas.map((replica) => this.#watch(replica))];
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#running);
    this.#agent.destroy();
  }

  async #watch(replica: string): Promise<void> {
    try {
      for (let unready = 0; !this.#stopped && unready < LOOKS; ) {
        const { ok } = await fetch(`${replica}/health/ready`);
        unready = ok ? 0 : unready + 1;
        await sleep(LOOK_MS);
      }
    } catch (error) {
      this.failures.push(error);
    }
    this.#gone.add(replica);
  }

  async #keepSending(): Promise<void> {
    while (!this.#stopped) {
      const turn = this.#turn++;
      const left = this.#replicas.filter((replica) => !this.#gone.has(replica));
      const to = left[turn % left.length];
      if (to === undefined) {
        this.failures.push(new Error('no replica is ready'));
        return;
      }
      try {
        this.sent.push(await this.#send(to, turn % IMPORTS === 0));
      } catch (error) {
        this.failures.push(error);
      }
    }
  }

  async #send(to: string, isImport: boolean): Promise<Sent> {
    const path = isImport ? 'executions/import' : 'defense-score/trend?from=2000';
    const sending = request(`${to}/api/analytics/${path}`, {
      agent: this.#agent,
      method: isImport ? 'POST' : 'GET',
    });
    sending.end(isImport ? rows('loaded', 1) : undefined);
    const [answer] = (await once(sending, 'response')) as [IncomingMessage];
    let body = '';
    for await (const chunk of answer) body += chunk;
    const closes = answer.headers.connection === 'close';
    return { to, at: performance.now(), status: answer.statusCode ?? 0, closes, body };
  }
}
