import { benchHelp } from '../set-up/bench-help.ts';
import { type BenchOptions, parseBenchOptions, wholeNumber } from '../set-up/bench-options.ts';

export interface ScoreOptions extends BenchOptions {
  readonly days: number;
}

const RUNS = 11;
const MOST_DAYS = 90;

export const SCORE_HELP = benchHelp({
  name: 'score',
  about: `Asks every endpoint about scores and error rates each way about the same rows, and prints what that took: through the API over HTTP, by hand with
plain Elasticsearch searches, through the API's store in one process, and through DuckDB. Checks first that all ways
give the same numbers.`,
  quick: 100_000,
  own: { '--days N': `length of the windows that are asked about, up to ${MOST_DAYS} (${MOST_DAYS})` },
  rounds: `every question is asked each way (${RUNS}); after 12 minutes none begins`,
});

/** Parses the command line of the score bench; null where it asks for help. @throws UsageError */
export function parseScoreOptions(args: string[]): ScoreOptions | null {
  const options = parseBenchOptions(args, RUNS, { days: String(MOST_DAYS) });
  return options === null ? null : { ...options, days: wholeNumber('days', options.own.days, MOST_DAYS) };
}
