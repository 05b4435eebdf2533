import { Cursors, type IndexSettings, ownCursorKeys, type ResultWriter } from '@achilles/query-core';
import { describeMachine } from '../measure/machine.ts';
import type { BenchOptions } from '../set-up/bench-options.ts';
import { loadedBench } from '../set-up/loaded-bench.ts';
import { memoryAtRest } from '../set-up/memory-at-rest.ts';
import { type BenchRun, runBench } from '../set-up/run-bench.ts';
import { cellsBeside, loadCells } from './load-cells.ts';
import { parseRowsOptions, ROWS_HELP } from './rows-options.ts';
import { rowsReport } from './rows-report.ts';
import { runRows } from './run-rows.ts';

/** Brings everything up, loads the rows twice, measures, and words what came of it. */
async function bench(options: BenchOptions, { signal, cleanUps, tell }: BenchRun): Promise<string> {
  const { rows, runs, release } = options;
  const loadMore = (writer: ResultWriter, indices: IndexSettings) => loadCells(rows, writer, indices);
  const set = await loadedBench({ rows, release, signal, tell, loadMore }, cleanUps);
  const all = rows + cellsBeside(rows);
  const { client, settings, duckdb, api, caller, loaded, servers } = set;
  const fresh = await memoryAtRest(api);
  const targets = {
    ...{ api: caller, url: api.url, pid: api.pid, client, index: settings.indices.pattern },
    duckdb: { reader: duckdb.reader, organizations: [], cursors: new Cursors(ownCursorKeys()) },
  };
  const measured = await runRows(targets, { rows: all, rounds: runs, signal, tell });
  const memory = { 'API, fresh': fresh, 'API, after the run': await memoryAtRest(api) };
  return rowsReport({ machine: describeMachine(), servers, rows: all, loaded, measured, memory });
}

/** `npm run bench -- rows`: resolves to the exit code. @throws OperatorError when it was stopped */
export async function rowsCommand(args: string[]): Promise<number> {
  const options = parseRowsOptions(args);
  if (options === null) {
    process.stdout.write(ROWS_HELP);
    return 0;
  }
  return runBench('rows', options.write, (run) => bench(options, run));
}
