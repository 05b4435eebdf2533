/** A fault that whoever started the process can mend; its message says how, and a stack would hide it. */
export class OperatorError extends Error {
  override readonly name: string = 'OperatorError';
  /** What the process exits with. */
  readonly exitCode: number = 1;
}
