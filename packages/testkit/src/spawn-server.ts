import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { environment } from './config.ts';
import { until } from './until.ts';

/** What to start and how to tell that it serves. */
export interface ServerProcess {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Resolves once the server answers. */
  readonly isReady: () => Promise<unknown>;
}

const START_MS = 90_000;
const STOP_MS = 15_000;
const OUTPUT_KEPT = 20_000;

/** Ends a child politely, and by force when it does not listen. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  // A paused process would not notice.
  child.kill('SIGCONT');
  child.stdin?.end();
  child.kill('SIGTERM');
  await exited;
  clearTimeout(force);
}

/** Starts a server and waits until it answers. @throws with the server's last output when it does not */
export async function spawnServer({ name, command, args, env, isReady }: ServerProcess): Promise<{
  readonly pid: number;
  stop(): Promise<void>;
}> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], env: env ?? environment });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk).slice(-OUTPUT_KEPT);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.stdin.on('error', () => undefined);
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`${name} ended with ${code ?? signal}`)));
  });
  failed.catch(() => undefined);
  try {
    await Promise.race([until(isReady, START_MS), failed]);
  } catch (cause) {
    await stop(child);
    throw new Error(`${name} did not start\n${output}`, { cause });
  }
  // What it prints later is no longer read by anyone.
  child.stdout.off('data', keep).resume();
  child.stderr.off('data', keep).resume();
  return { pid: child.pid ?? 0, stop: () => stop(child) };
}
