/** One thing a process needs, and how to find out whether it is there. */
export interface ReadinessCheck {
  readonly name: string;
  /** Resolves when it is there; rejects with what is wrong. */
  check(): Promise<void>;
}

/** What a process still lacks, by name. */
export interface Readiness {
  readonly ready: boolean;
  readonly body: { readonly status: string; readonly checks: Readonly<Record<string, string>> };
}

const READY = 'ready';
const ANSWER_MS = 3_000;

/** The faults of a readiness answer must not tell a caller what the log tells an operator. */
const shown = (error: unknown): string => (error instanceof Error ? error.message : 'unknown fault');

function inTime(check: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('does not answer')), ANSWER_MS);
    check()
      .then(resolve, reject)
      .finally(() => clearTimeout(late));
  });
}

/** Runs every check; each has a few seconds to answer. */
export async function readinessOf(
  checks: readonly ReadinessCheck[],
  isStopping: () => boolean,
): Promise<Readiness> {
  const results = await Promise.all(
    checks.map(async ({ name, check }): Promise<[string, string]> => {
      try {
        await inTime(check);
        return [name, READY];
      } catch (error) {
        return [name, shown(error)];
      }
    }),
  );
  if (isStopping()) results.push(['process', 'stopping']);
  const ready = results.every(([, state]) => state === READY);
  return { ready, body: { status: ready ? READY : 'not ready', checks: Object.fromEntries(results) } };
}
