import { describeMachine, loadOfLastMinute } from '../measure/machine.ts';
import type { BenchOptions } from '../set-up/bench-options.ts';
import { memoryAtRest } from '../set-up/memory-at-rest.ts';
import { type BenchRun, runBench } from '../set-up/run-bench.ts';
import { archiveBench } from './archive-bench.ts';
import { ARCHIVE_HELP, parseArchiveOptions } from './archive-options.ts';
import { archiveReport } from './archive-report.ts';
import { runArchive } from './run-archive.ts';

/** Brings everything up, loads the rows, moves them to and fro, and words what came of it. */
async function bench(
  { rows, runs, release }: BenchOptions,
  { signal, cleanUps, tell }: BenchRun,
): Promise<string> {
  const set = await archiveBench({ rows, release, signal, tell }, cleanUps);
  const fresh = await memoryAtRest(set.worker);
  const rounds = await runArchive(set, { rounds: runs, signal, tell });
  const load = loadOfLastMinute();
  const memory = { 'worker, fresh': fresh, 'worker, after the run': await memoryAtRest(set.worker) };
  const { servers, loaded } = set;
  return archiveReport({ machine: describeMachine(), servers, loaded, rounds, memory, load });
}

/** `npm run bench -- archive`: resolves to the exit code. @throws OperatorError when it was stopped */
export async function archiveCommand(args: string[]): Promise<number> {
  const options = parseArchiveOptions(args);
  if (options === null) {
    process.stdout.write(ARCHIVE_HELP);
    return 0;
  }
  return runBench('archive', options.write, (run) => bench(options, run));
}
