import { describeMachine } from '../measure/machine.ts';
import { loadedBench } from '../set-up/loaded-bench.ts';
import { memoryAtRest, workerMemory } from '../set-up/memory-at-rest.ts';
import { type BenchRun, runBench } from '../set-up/run-bench.ts';
import { runScore } from './run-score.ts';
import { parseScoreOptions, SCORE_HELP, type ScoreOptions } from './score-options.ts';
import { scoreReport } from './score-report.ts';

/** Brings everything up, loads the rows twice, measures, and words what came of it. */
async function bench(options: ScoreOptions, { signal, cleanUps, tell }: BenchRun): Promise<string> {
  const { rows, days, runs, release } = options;
  const set = await loadedBench({ rows, release, signal, tell }, cleanUps);
  const { client, settings, elasticsearch, duckdb, api, caller, loaded, servers } = set;
  const freshApi = await memoryAtRest(api);
  const targets = {
    api: caller,
    plain: { client, index: settings.indices.pattern },
    elasticsearch: elasticsearch.reader,
    duckdb: duckdb.reader,
  };
  const measured = await runScore(targets, { rounds: runs, days, signal, tell });
  const memory = {
    'API, fresh': freshApi,
    'API, after the run': await memoryAtRest(api),
    'worker, fresh': await workerMemory(settings),
  };
  return scoreReport({ machine: describeMachine(), servers, rows, days, measured, memory, loaded });
}

/** `npm run bench -- score`: resolves to the exit code. @throws OperatorError when it was stopped */
export async function scoreCommand(args: string[]): Promise<number> {
  const options = parseScoreOptions(args);
  if (options === null) {
    process.stdout.write(SCORE_HELP);
    return 0;
  }
  return runBench('score', options.write, (run) => bench(options, run));
}
