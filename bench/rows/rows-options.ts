import { benchHelp } from '../set-up/bench-help.ts';
import { type BenchOptions, parseBenchOptions } from '../set-up/bench-options.ts';

const RUNS = 7;

export const ROWS_HELP = benchHelp({
  name: 'rows',
  about: `Asks the API for pages of rows and groups at any depth, for exports and for host × test cells, and prints what that took
against the first page of rows, and against a bare scan of a point in time. Checks first that DuckDB gives the same.`,
  quick: 100_000,
  rounds: `every page is asked for (${RUNS})`,
});

/** Parses the command line of the rows bench; null where it asks for help. @throws UsageError */
export const parseRowsOptions = (args: string[]): BenchOptions | null => parseBenchOptions(args, RUNS, {});
