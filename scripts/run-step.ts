import { spawn } from 'node:child_process';

/** A command that a check or a suite consists of. */
export interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

/** How a step ended. */
export interface StepResult {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: number;
  readonly output: string;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs one command to its end; its output is shown as it comes where `shown`, and returned. Whoever asks this process to
 * end asks the command too, which cleans up behind itself.
 */
export function runStep({ name, command }: Step, shown: boolean): Promise<StepResult> {
  const started = performance.now();
  const [program, ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const pass = (signal: NodeJS.Signals) => void child.kill(signal);
    for (const signal of SIGNALS) process.on(signal, pass);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk;
        if (shown) process.stdout.write(chunk);
      });
    }
    child.once('error', (error) => {
      output += `${error.message}\n`;
    });
    child.once('close', (code) => {
      for (const signal of SIGNALS) process.off(signal, pass);
      resolve({ name, passed: code === 0, seconds: (performance.now() - started) / 1000, output });
    });
  });
}
