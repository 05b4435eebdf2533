import type { Logger } from 'pino';

const QUIET_MS = 60_000;

/** Logs the errors of what tries again by itself, such as connections: the same one at most once a minute. */
export function reportOnce(log: Logger, clock: () => number = Date.now): (error: Error) => void {
  const told = new Map<string, number>();
  return (error) => {
    const now = clock();
    if (now - (told.get(error.message) ?? Number.NEGATIVE_INFINITY) < QUIET_MS) return;
    // An error whose message holds something of the moment must not fill the memory.
    if (told.size > 100) told.clear();
    told.set(error.message, now);
    log.warn({ err: error }, 'job queue');
  };
}
