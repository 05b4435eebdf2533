import { parseCommandLine, UsageError } from '@achilles/process';
import { RELEASES, type Release } from '@achilles/testkit';
import { releaseOf, wholeNumber } from '../set-up/bench-options.ts';

export interface RowsOptions {
  readonly rows: number;
  readonly release: Release;
  /** How often each page is asked for. */
  readonly runs: number;
  /** Whether the results go to `bench/results/rows.md` too. */
  readonly write: boolean;
}

export const ROWS_HELP = `Asks the API for pages of rows and groups at any depth, for exports and for host × test cells, and prints what that took
against the first page of rows, and against a bare scan of a point in time. Checks first that DuckDB gives the same.

  npm run bench -- rows [--rows N] [--runs N] [--release V] [--write]

  --rows N      generated rows to load (1000000); 100000 is quick
  --runs N      rounds, in each of which every page is asked for (7)
  --release V   Elasticsearch to start: ${RELEASES.join(', ')} (${RELEASES[0]})
  --write       write the results to bench/results/rows.md as well

TEST_ELASTICSEARCH_URL and TEST_REDIS_URL name servers to use in place of started ones; nothing is left in them.
`;

/** Parses the command line of the rows bench; null where it asks for help. @throws UsageError */
export function parseRowsOptions(args: string[]): RowsOptions | null {
  const { values, positionals } = parseCommandLine(args, {
    rows: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '7' },
    release: { type: 'string' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  });
  if (values.help) return null;
  if (positionals.length > 0) throw new UsageError(`'${positionals[0]}' is not expected`);
  return {
    rows: wholeNumber('rows', values.rows, 100_000_000),
    runs: wholeNumber('runs', values.runs, 1_000),
    release: releaseOf(values.release),
    write: values.write,
  };
}
