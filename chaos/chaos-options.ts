import { parseCommandLine, UsageError } from '@achilles/process';

export interface ChaosOptions {
  readonly seed: number;
  readonly cases: number;
  readonly rows: number;
  /** How long each case is disturbed. */
  readonly seconds: number;
}

const CASES = 5;
const ROWS = 3_000;
const SECONDS = 20;

export const CHAOS_HELP = `Moves rows to the archive and back while a writer changes them and everything else fails: nodes, Redis, APIs and workers
are killed, paused, emptied and started again at seeded random moments. Then compares what is stored with what the
writer was told, row by row. docs/chaos.md tells more.

  npm run chaos -- [--seed S] [--cases N] [--rows N] [--seconds N]

  --seed S      the seed of the first case, each further case has the next one (a random one, which is printed)
  --cases N     how many cases to play (${CASES})
  --rows N      rows that are there when a case begins (${ROWS})
  --seconds N   how long each case is disturbed (${SECONDS})

It starts its own servers, whatever the environment names: three nodes of Elasticsearch and a Redis.
`;

const FLAGS = {
  seed: { type: 'string' },
  cases: { type: 'string', default: String(CASES) },
  rows: { type: 'string', default: String(ROWS) },
  seconds: { type: 'string', default: String(SECONDS) },
  help: { type: 'boolean', default: false },
} as const;

const MOST_SEED = 2 ** 31 - 1;

function whole(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most)
    throw new UsageError(`--${name} takes a whole number from ${least} to ${most}, not '${text}'`);
  return value;
}

/** Parses the command line; null where it asks for help. @throws UsageError */
export function parseChaosOptions(args: string[]): ChaosOptions | null {
  const { values, positionals } = parseCommandLine(args, FLAGS);
  if (values.help) return null;
  if (positionals.length > 0) throw new UsageError(`'${positionals[0]}' is not expected`);
  const seed = values.seed ?? String(Math.floor(Math.random() * 1_000_000));
  return {
    seed: whole('seed', seed, 0, MOST_SEED),
    cases: whole('cases', values.cases, 1, 100_000),
    rows: whole('rows', values.rows, 1, 20_000),
    seconds: whole('seconds', values.seconds, 1, 3_600),
  };
}
