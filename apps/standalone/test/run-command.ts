import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';

const SOURCES = join(import.meta.dirname, '../src');

export type Entry = 'main' | 'import-command' | 'demo-data-command';

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process under test and what it has said so far. */
export class RunningCommand {
  stdout = '';
  stderr = '';
  readonly ended: Promise<Ended>;
  readonly process: ChildProcessWithoutNullStreams;

  constructor(entry: Entry, args: readonly string[], variables: Readonly<Record<string, string>>) {
    this.process = spawn(process.execPath, [join(SOURCES, `${entry}.ts`), ...args], {
      env: { LOG_LEVEL: 'silent', PORT: '0', ...variables },
    });
    this.process.stdout.on('data', (chunk) => {
      this.stdout += chunk;
    });
    this.process.stderr.on('data', (chunk) => {
      this.stderr += chunk;
    });
    this.ended = new Promise((resolve) => {
      this.process.once('close', (code) => resolve({ code, stdout: this.stdout, stderr: this.stderr }));
    });
  }

  /** Ends the process as Ctrl-C does. */
  stop(signal: NodeJS.Signals = 'SIGINT'): Promise<Ended> {
    this.process.kill(signal);
    return this.ended;
  }
}

/** Runs a command to its end. */
export function runCommand(
  entry: Entry,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
  input = '',
): Promise<Ended> {
  const command = new RunningCommand(entry, args, variables);
  command.process.stdin.end(input);
  return command.ended;
}

const READY = /^ready on (http:\/\/\S+)$/m;

/** Starts the one-process mode and waits until it says that it answers. */
export async function startServer(
  variables: Readonly<Record<string, string>>,
): Promise<RunningCommand & { url: string }> {
  const command = new RunningCommand('main', [], variables);
  const url = await new Promise<string>((resolve, reject) => {
    command.process.stdout.on('data', () => {
      const ready = READY.exec(command.stdout);
      if (ready?.[1] !== undefined) resolve(ready[1]);
    });
    void command.ended.then(({ stderr }) =>
      reject(new Error(`the server ended before it was ready: ${stderr}`)),
    );
  });
  return Object.assign(command, { url });
}
