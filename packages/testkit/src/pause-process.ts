import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const MOST_WAITS = 1_000;
const WAIT_MS = 5;

/** What `read` finds in procfs; undefined where there is nothing, such as of a thread that has ended meanwhile. */
function found<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Whether every thread of a process is stopped or has ended; true where the system does not tell. */
function isStopped(pid: number): boolean {
  const threads = found(() => readdirSync(`/proc/${pid}/task`)) ?? [];
  return threads.every((thread) => {
    const status = found(() => readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8'));
    return status === undefined || /^State:\t[TZX]/m.test(status);
  });
}

/**
 * Stops a process where it is (SIGSTOP); one that has ended stays so. On a busy machine its threads go on for a while,
 * which is waited out: a request that is sent afterwards must not be answered.
 * @throws when threads still run after five seconds
 */
export function pauseProcess(child: ChildProcess): void {
  if (!child.kill('SIGSTOP') || child.pid === undefined) return;
  const nothing = new Int32Array(new SharedArrayBuffer(4));
  for (let waits = 0; !isStopped(child.pid); waits++) {
    if (waits === MOST_WAITS) throw new Error(`process ${child.pid} still runs after SIGSTOP`);
    Atomics.wait(nothing, 0, 0, WAIT_MS);
  }
}
