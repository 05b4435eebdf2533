import type { Tell } from '@achilles/testkit';
import { EXPORT_FORMATS, type ExportFormat } from '@achilles/types';
import { loadOfLastMinute } from '../measure/machine.ts';
import { median } from '../measure/statistics.ts';
import { takeTurns } from '../measure/take-turns.ts';
import { type BareScan, bareScan } from './bare-scan.ts';
import { checkPage } from './check-pages.ts';
import { digestOfDuckDb, type MeasuredExport, measureExport } from './measure-export.ts';
import { type PageRequest, pageRequests } from './page-requests.ts';
import type { RowsTargets } from './rows-targets.ts';

/** What one request took, milliseconds in each round. */
export interface MeasuredPage {
  readonly request: PageRequest;
  readonly ms: readonly number[];
}

/** One round of reading everything: by hand, and in each format. */
export interface ScanRound {
  readonly bare: BareScan;
  readonly exports: Readonly<Record<ExportFormat, MeasuredExport>>;
}

/** What a run of the bench measured. */
export interface RowsMeasurements {
  readonly pages: readonly MeasuredPage[];
  readonly scans: readonly ScanRound[];
  readonly load: number;
}

export interface RunRowsOptions {
  readonly rows: number;
  readonly rounds: number;
  readonly signal: AbortSignal;
  readonly tell: Tell;
}

/** Reading everything takes long; a few rounds tell enough. */
const MOST_SCANS = 3;

async function scan(targets: RowsTargets, rows: number, expected: string): Promise<ScanRound> {
  const bare = await bareScan(targets);
  const exports = {} as Record<ExportFormat, MeasuredExport>;
  for (const format of EXPORT_FORMATS) exports[format] = await measureExport(targets, format);
  const { csv, ndjson } = exports;
  if (ndjson.digest !== expected) throw new Error('the exports of Elasticsearch and DuckDB differ');
  const found = { 'a bare scan': bare.rows, ndjson: ndjson.lines, csv: csv.lines - 1 };
  for (const [way, count] of Object.entries(found))
    if (count !== rows) throw new Error(`${way} has ${count} of ${rows} rows`);
  return { bare, exports };
}

/** Checks that every page and the export are right, then measures them. @throws when answers differ */
export async function runRows(
  targets: RowsTargets,
  { rows, rounds, signal, tell }: RunRowsOptions,
): Promise<RowsMeasurements> {
  const requests = await pageRequests(targets);
  for (const request of requests) {
    signal.throwIfAborted();
    await checkPage(targets, request);
    tell(`checked ${request.name}: DuckDB gives the same`);
  }
  const loads: number[] = [];
  const subjects = requests.map(({ path, parameters }) => ({
    api: () => () => targets.api.read(path, parameters),
  }));
  const timings = await takeTurns(subjects, {
    rounds,
    goesOn: (done) => {
      signal.throwIfAborted();
      loads.push(loadOfLastMinute());
      tell(`${done} of ${rounds} rounds of pages are done`);
      return true;
    },
  });
  const expected = await digestOfDuckDb(targets);
  const scans: ScanRound[] = [];
  while (scans.length < Math.min(rounds, MOST_SCANS)) {
    signal.throwIfAborted();
    scans.push(await scan(targets, rows, expected));
    loads.push(loadOfLastMinute());
    tell(`read everything ${scans.length} times, by hand and in both formats; DuckDB gives the same`);
  }
  return {
    pages: requests.map((request, i) => ({ request, ms: timings[i]?.api ?? [] })),
    scans,
    load: median(loads),
  };
}
