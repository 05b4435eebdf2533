import { parseCommandLine, UsageError } from '@achilles/process';
import { RELEASES, type Release } from '@achilles/testkit';
import { releaseOf, wholeNumber } from '../set-up/bench-options.ts';

export interface ScoreOptions {
  readonly rows: number;
  readonly release: Release;
  /** How often each question is asked each way. */
  readonly runs: number;
  readonly days: number;
  /** Whether the results go to `bench/results/score.md` too. */
  readonly write: boolean;
}

export const SCORE_HELP = `Asks every endpoint about scores and error rates each way about the same rows, and prints what that took: through the API over HTTP, by hand with
plain Elasticsearch searches, through the API's store in one process, and through DuckDB. Checks first that all ways
give the same numbers.

  npm run bench -- score [--rows N] [--days N] [--runs N] [--release V] [--write]

  --rows N      generated rows to load (1000000); 100000 is quick
  --days N      length of the windows that are asked about, up to 90 (90)
  --runs N      rounds, in each of which every question is asked each way (11); after 12 minutes none begins
  --release V   Elasticsearch to start: ${RELEASES.join(', ')} (${RELEASES[0]})
  --write       write the results to bench/results/score.md as well

TEST_ELASTICSEARCH_URL and TEST_REDIS_URL name servers to use in place of started ones; nothing is left in them.
`;

/** Parses the command line of the score bench; null where it asks for help. @throws UsageError */
export function parseScoreOptions(args: string[]): ScoreOptions | null {
  const { values, positionals } = parseCommandLine(args, {
    rows: { type: 'string', default: '1000000' },
    days: { type: 'string', default: '90' },
    runs: { type: 'string', default: '11' },
    release: { type: 'string' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  });
  if (values.help) return null;
  if (positionals.length > 0) throw new UsageError(`'${positionals[0]}' is not expected`);
  return {
    rows: wholeNumber('rows', values.rows, 100_000_000),
    days: wholeNumber('days', values.days, 90),
    runs: wholeNumber('runs', values.runs, 1_000),
    release: releaseOf(values.release),
    write: values.write,
  };
}
