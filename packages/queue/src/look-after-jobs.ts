import type { RecoverOptions } from './recover-jobs.ts';
import { recoverJobs } from './recover-jobs.ts';

/** What is looked after, and how often. */
export interface LookAfterOptions extends RecoverOptions {
  /** Milliseconds between two looks for jobs that the engine does not know. */
  readonly every: number;
  readonly onRecovered: (ids: readonly string[]) => void;
  readonly onError: (error: unknown) => void;
}

const HOUR_MS = 3_600 * 1_000;
/** Records are kept for 30 days after the end of their job (CONTRACT section 5). */
const KEPT_MS = 30 * 24 * HOUR_MS;

/** Looks now and again for jobs that the engine does not know, and removes records that are old enough. */
export function lookAfterJobs({ every, onRecovered, onError, ...jobs }: LookAfterOptions): {
  stop(): Promise<void>;
} {
  let looking: Promise<void> | undefined;
  let removedAt = Number.NEGATIVE_INFINITY;
  let stopped = false;
  const look = async () => {
    const recovered = await recoverJobs(jobs);
    if (recovered.length > 0) onRecovered(recovered);
    const now = jobs.clock();
    if (now - removedAt < HOUR_MS) return;
    await jobs.records.removeFinishedBefore(now - KEPT_MS);
    removedAt = now;
  };
  const begin = () => {
    if (stopped || looking !== undefined) return;
    looking = look()
      .catch((error: unknown) => {
        if (!stopped) onError(error);
      })
      .finally(() => {
        looking = undefined;
      });
  };
  begin();
  const looks = setInterval(begin, every);
  return {
    async stop() {
      stopped = true;
      clearInterval(looks);
      await looking;
    },
  };
}
