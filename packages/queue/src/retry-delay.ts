import type { JobDeclaration, JobTrouble } from '@achilles/types';

/** What becomes of a job after a failure that may pass: it waits `delay` milliseconds, or is given up with null. */
export interface Retry {
  readonly trouble: JobTrouble;
  readonly delay: number | null;
}

/** Counts a failure and says when to try again: capped exponential delays until the time to retry is over. */
export function retryAfter(
  { backoff, retryFor }: Pick<JobDeclaration, 'backoff' | 'retryFor'>,
  before: JobTrouble | undefined,
  { reason, now }: { readonly reason: string; readonly now: number },
): Retry {
  const trouble = { since: before?.since ?? now, failures: (before?.failures ?? 0) + 1, reason };
  const delay = Math.min(backoff.first * 2 ** Math.min(trouble.failures - 1, 30), backoff.most);
  return { trouble, delay: now + delay - trouble.since > retryFor ? null : delay };
}
