import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 100;

/** Waits until a check succeeds. @throws the check's last failure once the time is over or the signal has fired */
export async function until<T>(
  check: () => Promise<T>,
  milliseconds: number,
  signal?: AbortSignal,
): Promise<T> {
  const end = performance.now() + milliseconds;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > end || signal?.aborted) throw error;
      await sleep(POLL_MS);
    }
  }
}
