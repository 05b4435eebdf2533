import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { environment } from './config.ts';
import { setGuard } from './guard.ts';
import { pauseProcess } from './pause-process.ts';
import type { LocalServer } from './server.ts';
import { until } from './until.ts';

/** What to start and how to tell that it serves. */
export interface ServerProcess {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** A folder of temporary data that is of no use once the server is gone. */
  readonly temporaryFolder?: string | undefined;
  /** Is given everything that it prints, as long as it lives; nobody reads what comes after its start when not given. */
  readonly onOutput?: ((chunk: Buffer) => void) | undefined;
  /** Resolves once the server answers. */
  readonly isReady: () => Promise<unknown>;
}

/** A process that was started as a server. */
export type SpawnedServer = Omit<LocalServer, 'name' | 'url' | 'description'> & {
  /** How long it took until it answered, in milliseconds. */
  readonly milliseconds: number;
};

/** Many times what it takes, for machines that are busy with other things. */
const START_MS = 180_000;
const STOP_MS = 15_000;
const OUTPUT_KEPT = 20_000;

const isGone = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** Ends a child politely, and by force when it does not listen. */
async function stop(child: ChildProcess): Promise<void> {
  if (isGone(child) || child.pid === undefined) return;
  const exited = once(child, 'exit');
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  // A paused process would not notice.
  child.kill('SIGCONT');
  child.stdin?.end();
  child.kill('SIGTERM');
  await exited;
  clearTimeout(force);
}

async function kill(child: ChildProcess): Promise<void> {
  if (isGone(child)) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/**
 * Starts a server and waits until it answers. It ends with this process, however this process ends.
 * @throws with the server's last output when it does not answer
 */
export async function spawnServer(server: ServerProcess): Promise<SpawnedServer> {
  const { name, command, args, env = environment, temporaryFolder, onOutput, isReady } = server;
  const started = performance.now();
  // In a group of its own: a Ctrl-C ends the run, and the run ends the server after its last test.
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], env, detached: true });
  if (child.pid !== undefined) child.once('exit', setGuard({ pid: child.pid, folder: temporaryFolder }));
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk).slice(-OUTPUT_KEPT);
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', keep);
    if (onOutput !== undefined) stream.on('data', onOutput);
  }
  child.stdin.on('error', () => undefined);
  const givenUp = new AbortController();
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`${name} ended with ${code ?? signal}`)));
  });
  failed.catch(() => givenUp.abort());
  const ready = until(isReady, START_MS, givenUp.signal);
  ready.catch(() => undefined);
  try {
    await Promise.race([ready, failed]);
  } catch (cause) {
    await stop(child);
    throw new Error(`${name} did not start\n${output}`, { cause });
  }
  // What it prints later is no longer read by anyone.
  child.stdout.off('data', keep).resume();
  child.stderr.off('data', keep).resume();
  return {
    pid: child.pid ?? 0,
    milliseconds: performance.now() - started,
    stop: () => stop(child),
    kill: () => kill(child),
    pause: () => pauseProcess(child),
    resume: () => void child.kill('SIGCONT'),
  };
}
