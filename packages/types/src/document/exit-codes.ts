/** What an exit code says about the execution (CONTRACT section 1). */
export type Outcome = 'protected' | 'unprotected' | 'error' | 'neither';

/** The exit codes that have a canonical name; every other code is inconclusive and keeps its stored name. */
export const EXIT_CODES = {
  0: { name: 'NormalExit', outcome: 'error' },
  1: { name: 'BinaryNotRecognized', outcome: 'error' },
  101: { name: 'Unprotected', outcome: 'unprotected' },
  105: { name: 'FileQuarantinedOnExtraction', outcome: 'protected' },
  126: { name: 'ExecutionPrevented', outcome: 'protected' },
  127: { name: 'QuarantinedOnExecution', outcome: 'protected' },
  200: { name: 'NoOutput', outcome: 'neither' },
  259: { name: 'StillActive', outcome: 'error' },
  999: { name: 'UnexpectedTestError', outcome: 'error' },
} as const satisfies Record<number, { name: string; outcome: Outcome }>;

const codesWith = (wanted: readonly Outcome[]): readonly number[] =>
  Object.entries(EXIT_CODES)
    .filter(([, { outcome }]) => wanted.includes(outcome))
    .map(([code]) => Number(code));

/** Codes of an execution that the EDR stopped: 105, 126, 127. */
export const PROTECTED_CODES = codesWith(['protected']);
/** Codes of an execution that nothing stopped: 101. */
export const UNPROTECTED_CODES = codesWith(['unprotected']);
/** Codes that decide the execution one way or the other; only these rows enter a score. */
export const CONCLUSIVE_CODES = codesWith(['protected', 'unprotected']);
/** Codes of an execution that failed to run as a test: 0, 1, 259, 999. */
export const ERROR_CODES = codesWith(['error']);
/** Every code with a canonical name. */
export const NAMED_CODES: readonly number[] = Object.keys(EXIT_CODES).map(Number);

/** The name that stands for a code without one, and for a row without code and name. */
export const unknownErrorName = (code: number | null): string =>
  code === null ? 'Unknown' : `Unknown (${code})`;

const canonicalNames: ReadonlyMap<number, string> = new Map(
  Object.entries(EXIT_CODES).map(([code, { name }]) => [Number(code), name]),
);

/** A row's one error name: the canonical one of its code, else the stored one, else unknown (CONTRACT section 1). */
export const errorNameOf = (code: number | null, stored: string | null): string =>
  (code === null ? undefined : canonicalNames.get(code)) ?? stored ?? unknownErrorName(code);
