import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { OperatorError } from '@achilles/api';

/** A command line that can't be followed. */
export class UsageError extends OperatorError {
  override readonly name = 'UsageError';
  override readonly exitCode = 2;

  constructor(message: string) {
    super(`${message}\nAdd --help to see what is accepted.`);
  }
}

/** Parses the arguments of a command. @throws UsageError */
export function parseCommandLine<T extends ParseArgsOptionsConfig>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
