import { benchHelp } from '../set-up/bench-help.ts';
import { type BenchOptions, parseBenchOptions } from '../set-up/bench-options.ts';

const RUNS = 3;

export const ARCHIVE_HELP = benchHelp({
  name: 'archive',
  about: `Archives the generated rows that are older than 30 days and restores them, over and over, through the API and a worker process.
Prints how many rows a second that were verified, against loading them in bulk, the worker's memory, and how much slower a
dashboard's score is answered meanwhile. Checks after each move that every row is where it belongs.`,
  quick: 50_000,
  rounds: `rows are archived and restored (${RUNS})`,
});

/** Parses the command line of the archive bench; null where it asks for help. @throws UsageError */
export const parseArchiveOptions = (args: string[]): BenchOptions | null => parseBenchOptions(args, RUNS, {});
