import { RELEASES } from '@achilles/testkit';
import { type BenchOptions, parseBenchOptions, wholeNumber } from '../set-up/bench-options.ts';

export interface ScoreOptions extends BenchOptions {
  readonly days: number;
}

const RUNS = 11;
const MOST_DAYS = 90;

export const SCORE_HELP = `Asks every endpoint about scores and error rates each way about the same rows, and prints what that took: through the API over HTTP, by hand with
plain Elasticsearch searches, through the API's store in one process, and through DuckDB. Checks first that all ways
give the same numbers.

  npm run bench -- score [--rows N] [--days N] [--runs N] [--release V] [--write]

  --rows N      generated rows to load (1000000); 100000 is quick
  --days N      length of the windows that are asked about, up to ${MOST_DAYS} (${MOST_DAYS})
  --runs N      rounds, in each of which every question is asked each way (${RUNS}); after 12 minutes none begins
  --release V   Elasticsearch to start: ${RELEASES.join(', ')} (${RELEASES[0]})
  --write       write the results to bench/results/score.md as well

TEST_ELASTICSEARCH_URL and TEST_REDIS_URL name servers to use in place of started ones; nothing is left in them.
`;

/** Parses the command line of the score bench; null where it asks for help. @throws UsageError */
export function parseScoreOptions(args: string[]): ScoreOptions | null {
  const options = parseBenchOptions(args, RUNS, { days: String(MOST_DAYS) });
  return options === null ? null : { ...options, days: wholeNumber('days', options.own.days, MOST_DAYS) };
}
