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

/** Whether every thread of a process is stopped; true where the system does not tell. */
function isStopped(pid: number): boolean {
  const threads = found(() => readdirSync(`/proc/${pid}/task`)) ?? [];
  return threads.every((thread) => {
    const status = found(() => readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8'));
    return status === undefined || /^State:\tT/m.test(status);
  });
}

/** Stops a process where it is (SIGSTOP). On a busy machine its threads go on for a while, which is waited out. */
export function pauseProcess(pid: number): void {
  process.kill(pid, 'SIGSTOP');
  const nothing = new Int32Array(new SharedArrayBuffer(4));
  for (let waits = 0; waits < MOST_WAITS && !isStopped(pid); waits++) Atomics.wait(nothing, 0, 0, WAIT_MS);
}
