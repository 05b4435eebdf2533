import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { OperatorError } from './operator-error.ts';

/** A command line that can't be followed. */
export class UsageError extends OperatorError {
  override readonly name = 'UsageError';
  override readonly exitCode = 2;

  constructor(message: string) {
    super(`${message}\nAdd --help to see what is accepted.`);
  }
}

/** Whether a command that takes nothing but `--help` is asked for it. @throws UsageError for anything else */
export function asksForHelp(args: string[]): boolean {
  const { values, positionals } = parseCommandLine(args, { help: { type: 'boolean', default: false } });
  if (positionals.length > 0) throw new UsageError(`'${positionals[0]}' is not expected`);
  return values.help;
}

/** Parses the arguments of a command. @throws UsageError */
export function parseCommandLine<T extends ParseArgsOptionsConfig>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
