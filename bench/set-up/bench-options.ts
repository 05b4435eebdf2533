import { parseCommandLine, UsageError } from '@achilles/process';
import { RELEASES, type Release } from '@achilles/testkit';

/** What every bench takes. */
export interface BenchOptions {
  readonly rows: number;
  readonly release: Release;
  /** Rounds, in each of which everything is asked. */
  readonly runs: number;
  /** Whether the results go to a file under `bench/results` too. */
  readonly write: boolean;
}

/** Parses a whole number of the command line. @throws UsageError */
export function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > most)
    throw new UsageError(`--${name} takes a whole number from 1 to ${most}, not '${text}'`);
  return value;
}

function releaseOf(text: string | undefined): Release {
  const release = RELEASES.find((known) => known === (text ?? RELEASES[0]));
  if (release === undefined)
    throw new UsageError(`--release takes one of ${RELEASES.join(', ')}, not '${text}'`);
  return release;
}

const FLAGS = {
  rows: { type: 'string', default: '1000000' },
  release: { type: 'string' },
  write: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/**
 * Parses the command line of a bench; null where it asks for help.
 * @param runs how many rounds there are unless it says otherwise
 * @param own what this bench takes besides, each with its default
 * @throws UsageError
 */
export function parseBenchOptions<N extends string>(
  args: string[],
  runs: number,
  own: Readonly<Record<N, string>>,
): (BenchOptions & { readonly own: Readonly<Record<N, string>> }) | null {
  const ownFlags = Object.fromEntries(
    Object.entries<string>(own).map(([name, byDefault]) => [
      name,
      { type: 'string', default: byDefault } as const,
    ]),
  );
  const flags = { ...FLAGS, runs: { type: 'string', default: String(runs) }, ...ownFlags } as const;
  const { values, positionals } = parseCommandLine(args, flags);
  if (values.help) return null;
  if (positionals.length > 0) throw new UsageError(`'${positionals[0]}' is not expected`);
  const given: Readonly<Record<string, string | boolean | undefined>> = values;
  return {
    rows: wholeNumber('rows', values.rows, 100_000_000),
    runs: wholeNumber('runs', values.runs, 1_000),
    release: releaseOf(values.release),
    write: values.write,
    own: Object.fromEntries(Object.keys(own).map((name) => [name, String(given[name])])) as Record<N, string>,
  };
}
