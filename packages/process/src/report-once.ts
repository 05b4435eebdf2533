/** The part of a logger that warns. */
interface Warns {
  warn(details: { readonly err: Error }, message: string): void;
}

const QUIET_MS = 60_000;
const MOST_REMEMBERED = 100;

/** Logs the errors of what tries again by itself, such as connections: the same one at most once a minute. */
export function reportOnce(log: Warns, what: string, clock: () => number = Date.now): (error: Error) => void {
  const told = new Map<string, number>();
  return (error) => {
    const now = clock();
    if (now - (told.get(error.message) ?? Number.NEGATIVE_INFINITY) < QUIET_MS) return;
    // Messages that hold something of the moment must not fill the memory.
    if (told.size >= MOST_REMEMBERED) told.clear();
    told.set(error.message, now);
    log.warn({ err: error }, what);
  };
}
