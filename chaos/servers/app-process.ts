import { join } from 'node:path';
import { freePort, type SpawnedServer, spawnServer, until } from '@achilles/testkit';

const APPS = join(import.meta.dirname, '../../apps');
const READY_MS = 60_000;
const ANSWER_MS = 5_000;
const OUTPUT_KEPT = 1_000_000;

export type App = 'api' | 'worker';

/** An API or a worker: a process that is killed, paused and started again on its own port. */
export class AppProcess {
  readonly app: App;
  readonly url: string;
  /** What it has logged in all its lives, the newest part. */
  output = '';
  readonly #env: NodeJS.ProcessEnv;
  #running: SpawnedServer | null = null;

  private constructor(app: App, port: number, env: NodeJS.ProcessEnv) {
    this.app = app;
    this.url = `http://127.0.0.1:${port}`;
    this.#env = { ...env, [app === 'api' ? 'PORT' : 'HEALTH_PORT']: String(port) };
  }

  static async start(app: App, env: NodeJS.ProcessEnv): Promise<AppProcess> {
    const process = new AppProcess(app, await freePort(), env);
    await process.start();
    return process;
  }

  /** Starts it, and waits until it answers: what it stands on may be away. */
  async start(): Promise<void> {
    this.#running = await spawnServer({
      name: `the ${this.app}`,
      command: process.execPath,
      args: [join(APPS, this.app, 'src/main.ts')],
      env: this.#env,
      onOutput: (chunk) => {
        this.output = (this.output + chunk).slice(-OUTPUT_KEPT);
      },
      isReady: () => this.#ask('live'),
    });
  }

  /** Waits until it is ready. @throws with what it last said */
  async ready(): Promise<void> {
    await until(() => this.#ask('ready'), READY_MS).catch((cause: unknown) => {
      throw new Error(`the ${this.app} is not ready\n${this.output.slice(-2_000)}`, { cause });
    });
  }

  async kill(): Promise<void> {
    await this.#running?.kill();
    this.output += '--- killed\n';
  }

  pause(): void {
    this.#running?.pause();
    this.output += '--- paused\n';
  }

  resume(): void {
    this.#running?.resume();
    this.output += '--- resumed\n';
  }

  async #ask(path: 'live' | 'ready'): Promise<void> {
    const response = await fetch(`${this.url}/health/${path}`, { signal: AbortSignal.timeout(ANSWER_MS) });
    if (!response.ok) throw new Error(await response.text());
    await response.body?.cancel();
  }
}
