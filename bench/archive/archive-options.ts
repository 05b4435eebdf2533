import { RELEASES } from '@achilles/testkit';
import { type BenchOptions, parseBenchOptions } from '../set-up/bench-options.ts';

const RUNS = 3;

export const ARCHIVE_HELP = `Archives the generated rows that are older than 30 days and restores them, over and over, through the API and a worker process.
Prints how many rows a second that were verified, against loading them in bulk, the worker's memory, and how much slower a
dashboard's score is answered meanwhile. Checks after each move that every row is where it belongs.

  npm run bench -- archive [--rows N] [--runs N] [--release V] [--write]

  --rows N      generated rows to load (1000000); 50000 is quick
  --runs N      rounds, in each of which rows are archived and restored (${RUNS})
  --release V   Elasticsearch to start: ${RELEASES.join(', ')} (${RELEASES[0]})
  --write       write the results to bench/results/archive.md as well

TEST_ELASTICSEARCH_URL and TEST_REDIS_URL name servers to use in place of started ones; nothing is left in them.
`;

/** Parses the command line of the archive bench; null where it asks for help. @throws UsageError */
export const parseArchiveOptions = (args: string[]): BenchOptions | null => parseBenchOptions(args, RUNS, {});
