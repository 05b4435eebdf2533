import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';

const APPS = join(import.meta.dirname, '../..');

/** A process under test: what it has logged so far, and how it ended. */
export class RunningProcess {
  readonly process: ChildProcessWithoutNullStreams;
  readonly ended: Promise<number | null>;
  output = '';

  constructor(
    app: 'api' | 'worker' | 'standalone',
    variables: Readonly<Record<string, string>>,
    args: readonly string[] = [],
  ) {
    this.process = spawn(process.execPath, [join(APPS, app, 'src/main.ts'), ...args], { env: variables });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream.on('data', (chunk) => {
        this.output += chunk;
      });
    }
    this.ended = new Promise((resolve) => this.process.once('close', resolve));
  }

  /** The lines that were logged with a message. */
  logged(message: string): Record<string, unknown>[] {
    return this.output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ msg }) => msg === message);
  }

  kill(signal: NodeJS.Signals): Promise<number | null> {
    this.process.kill(signal);
    return this.ended;
  }
}
