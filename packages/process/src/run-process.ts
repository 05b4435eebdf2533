import { StoreError } from '@achilles/query-core';
import { OperatorError } from './operator-error.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Resolves at the first signal that asks the process to end; a second one ends it at once. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals) => {
    if (controller.signal.aborted) process.exit(1);
    controller.abort(signal);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  return controller.signal;
}

/** Resolves when a signal has fired. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

function explain(error: unknown): string {
  if (error instanceof OperatorError) return error.message;
  if (error instanceof StoreError) {
    const because =
      error.failure === 'failed' && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    return error.message + because;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Runs the main function of a process and sets its exit code; faults go to stderr in words. */
export async function runProcess(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = error instanceof OperatorError ? error.exitCode : 1;
  }
}
