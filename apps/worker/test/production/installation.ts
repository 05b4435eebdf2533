import { randomUUID } from 'node:crypto';
import { until } from '@achilles/testkit';
import { RunningProcess } from '../run-process.ts';
import { ApiClient } from './api-client.ts';

const READY_MS = 20_000;

/** The servers of an installation. */
export interface Servers {
  /** As the processes reach it. */
  readonly elasticsearch: string;
  readonly redis: string;
}

/** An API process and what may be said to it. */
export class ApiProcess extends ApiClient {
  readonly running: RunningProcess;

  constructor(url: string, running: RunningProcess) {
    super(url);
    this.running = running;
  }
}

/** Production processes over given servers, under names of their own, so that suites at the same time do not meet. */
export class Installation {
  readonly id = `production-${randomUUID()}`;
  readonly #servers: Servers;
  readonly #running: RunningProcess[] = [];

  constructor(servers: Servers) {
    this.#servers = servers;
  }

  async api(more: Record<string, string> = {}): Promise<ApiProcess> {
    const running = this.#start('api', more);
    return new ApiProcess(await this.#ready(running, 'url'), running);
  }

  async worker(more: Record<string, string> = {}): Promise<RunningProcess> {
    const running = this.#start('worker', more);
    await this.#ready(running, 'health');
    return running;
  }

  /** Ends every process, and what was stored if the server is still there to forget it. */
  async end(): Promise<void> {
    await Promise.all(this.#running.map((one) => one.kill('SIGKILL')));
    await this.#deleteIndices().catch(() => undefined);
  }

  /** How many documents are stored, whatever they are. */
  async stored(): Promise<number> {
    const response = await fetch(`${this.#servers.elasticsearch}/${this.id}-achilles-results-*/_count`);
    return ((await response.json()) as { count: number }).count;
  }

  /** By name: a server refuses to delete by wildcard. */
  async #deleteIndices(): Promise<void> {
    const { elasticsearch } = this.#servers;
    const found = await fetch(
      `${elasticsearch}/_cat/indices/${this.id}*?h=index&format=json&expand_wildcards=all`,
    );
    for (const { index } of (await found.json()) as { index: string }[])
      await fetch(`${elasticsearch}/${index}`, { method: 'DELETE' });
  }

  #start(app: 'api' | 'worker', more: Record<string, string>): RunningProcess {
    const started = new RunningProcess(app, {
      ELASTICSEARCH_NODE: this.#servers.elasticsearch,
      ELASTICSEARCH_INDEX_PATTERN: `${this.id}-achilles-results-*`,
      ELASTICSEARCH_WRITE_INDEX_PREFIX: `${this.id}-achilles-results`,
      ELASTICSEARCH_OWN_INDEX_PREFIX: this.id,
      REDIS_URL: this.#servers.redis,
      REDIS_PREFIX: this.id,
      AUTH_MODE: 'none',
      PORT: '0',
      HEALTH_PORT: '0',
      JOB_LOCK_SECONDS: '2',
      ...more,
    });
    this.#running.push(started);
    return started;
  }

  async #ready(running: RunningProcess, address: 'url' | 'health'): Promise<string> {
    return until(async () => {
      const [line] = running.logged(address === 'url' ? 'listening' : 'taking jobs');
      if (line === undefined) throw new Error('the process is not ready');
      return String(line[address]);
    }, READY_MS);
  }
}
