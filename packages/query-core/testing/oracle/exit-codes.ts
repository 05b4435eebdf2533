const NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'NormalExit'],
  [1, 'BinaryNotRecognized'],
  [101, 'Unprotected'],
  [105, 'FileQuarantinedOnExtraction'],
  [126, 'ExecutionPrevented'],
  [127, 'QuarantinedOnExecution'],
  [200, 'NoOutput'],
  [259, 'StillActive'],
  [999, 'UnexpectedTestError'],
]);

/** Codes that mean "stopped" (CONTRACT section 1). */
export function isProtectedCode(code: number | null): boolean {
  return code === 105 || code === 126 || code === 127;
}

/** Codes that count in scores (CONTRACT section 1). */
export function isConclusive(code: number | null): boolean {
  return code === 101 || isProtectedCode(code);
}

/** Codes that count as errors in error rates (CONTRACT section 1); 200 and unknown codes are neither. */
export function isErrorCode(code: number | null): boolean {
  return code === 0 || code === 1 || code === 259 || code === 999;
}

/** A row's error name: canonical by code, else the stored one, else `Unknown (<code>)` or `Unknown` (CONTRACT sections 1, 9). */
export function errorNameOf(code: number | null, stored: string | null): string {
  const canonical = code === null ? undefined : NAMES.get(code);
  return canonical ?? stored ?? (code === null ? 'Unknown' : `Unknown (${code})`);
}
