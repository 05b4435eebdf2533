import { spawn } from 'node:child_process';

/** What a guard ends once the process that set it is gone. */
export interface Guarded {
  readonly pid: number;
  /** A folder of temporary data that goes with it. */
  readonly folder?: string | undefined;
}

/**
 * Waits for a line, which dismisses it, or for the end of its input, which comes when the process that set it is gone,
 * however that ended. A paused server could not act on a polite signal.
 */
const SCRIPT = `
trap '' INT TERM HUP
read -r _ && exit 0
kill -KILL "$1"
left=50
while kill -0 "$1" && [ $left -gt 0 ]; do left=$((left - 1)); sleep 0.1; done
[ -z "$2" ] || rm -rf -- "$2"
`;

/** Sets a guard that ends a process when this one is gone. Returns what dismisses it. */
export function setGuard({ pid, folder = '' }: Guarded): () => void {
  // Out of the terminal's group, so that neither Ctrl-C nor the end of the group reaches it.
  const guard = spawn('sh', ['-c', SCRIPT, 'guard', String(pid), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.stdin.on('error', () => undefined);
  guard.unref();
  return () => guard.stdin.end('dismissed\n');
}
