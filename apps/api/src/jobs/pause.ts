import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for some milliseconds, or until the signal is given; what was given before does not wait at all. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
