import { RELEASES } from '@achilles/testkit';
import { type BenchOptions, parseBenchOptions } from '../set-up/bench-options.ts';

const RUNS = 7;

export const ROWS_HELP = `Asks the API for pages of rows and groups at any depth, for exports and for host × test cells, and prints what that took
against the first page of rows, and against a bare scan of a point in time. Checks first that DuckDB gives the same.

  npm run bench -- rows [--rows N] [--runs N] [--release V] [--write]

  --rows N      generated rows to load (1000000); 100000 is quick
  --runs N      rounds, in each of which every page is asked for (${RUNS})
  --release V   Elasticsearch to start: ${RELEASES.join(', ')} (${RELEASES[0]})
  --write       write the results to bench/results/rows.md as well

TEST_ELASTICSEARCH_URL and TEST_REDIS_URL name servers to use in place of started ones; nothing is left in them.
`;

/** Parses the command line of the rows bench; null where it asks for help. @throws UsageError */
export const parseRowsOptions = (args: string[]): BenchOptions | null => parseBenchOptions(args, RUNS, {});
