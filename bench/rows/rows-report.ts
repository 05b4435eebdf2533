import { EXPORT_FORMATS } from '@achilles/types';
import { inPercent, inSpread, inWhole } from '../measure/in-words.ts';
import { median, perRound } from '../measure/statistics.ts';
import { type Column, textTable } from '../measure/text-table.ts';
import type { Loaded } from '../set-up/load-rows.ts';
import type { MeasuredPage, RowsMeasurements, ScanRound } from './run-rows.ts';

const PAGE_COLUMNS: readonly Column[] = [
  { title: 'answer of the API', align: 'left' },
  { title: 'ms', align: 'right' },
  { title: '÷ first page of rows', align: 'right' },
];
const SCAN_COLUMNS: readonly Column[] = [
  { title: 'every row', align: 'left' },
  { title: 'rows/s', align: 'right' },
  { title: 'of a bare scan', align: 'right' },
  { title: 'MB/s', align: 'right' },
  { title: 'API grew by MiB', align: 'right' },
];

/** The pages as a table: medians with the least and the most, ratios as the median of each round's. */
export function pagesTable(pages: readonly MeasuredPage[]): string {
  const first = pages[0]?.ms ?? [];
  return textTable(
    PAGE_COLUMNS,
    pages.map(({ request, ms }) => [
      request.name,
      inSpread(ms),
      median(perRound(ms, first, (a, b) => a / b)).toFixed(2),
    ]),
  );
}

/** The exports and the bare scan as a table. */
export function scansTable(scans: readonly ScanRound[]): string {
  const rate = ({ rows, seconds }: { readonly rows: number; readonly seconds: number }) => rows / seconds;
  const bare = scans.map((scan) => rate(scan.bare));
  const rows = EXPORT_FORMATS.map((format) => {
    const measured = scans.map(({ exports, bare: { rows: count } }) => ({
      ...exports[format],
      rows: count,
    }));
    const rates = measured.map(rate);
    const grew = measured.map(({ memory }) => (memory === null ? Number.NaN : memory.peak - memory.before));
    return [
      `export, ${format}`,
      inWhole(median(rates)),
      inPercent(median(perRound(rates, bare, (a, b) => a / b))),
      median(measured.map(({ bytes, seconds }) => bytes / seconds / 1e6)).toFixed(0),
      `${inWhole(median(grew))} (at most ${inWhole(Math.max(...grew))})`,
    ];
  });
  return textTable(SCAN_COLUMNS, [
    ['bare scan by hand', inWhole(median(bare)), inPercent(1), '', ''],
    ...rows,
  ]);
}

/** A run of the bench. */
export interface RowsRun {
  readonly machine: string;
  readonly servers: string;
  readonly rows: number;
  readonly loaded: Readonly<Record<string, Loaded>>;
  readonly measured: RowsMeasurements;
  readonly memory: Readonly<Record<string, string>>;
}

/** The whole report as text, without a date: the same run on the same machine words it alike. */
export function rowsReport({ machine, servers, rows, loaded, measured, memory }: RowsRun): string {
  const { pages, scans, load } = measured;
  const memories = Object.entries(memory).map(([name, text]) => `${name} ${text}`);
  const loads = Object.entries(loaded).map(([name, { perSecond }]) => `${name} ${inWhole(perSecond)}/s`);
  return [
    `machine   ${machine}`,
    `load      ${load.toFixed(1)} while it ran; the bench by itself is a load of 1 to 2`,
    `servers   ${servers}`,
    `rows      ${inWhole(rows)}, pages of 25`,
    `loaded    ${loads.join(', ')}`,
    `memory    ${memories.join(', ')}`,
    `figures   median [least–most] of ${pages[0]?.ms.length ?? 0} rounds of pages and ${scans.length} of exports; ratios are taken in each round, then their median`,
    '',
    pagesTable(pages),
    '',
    scansTable(scans),
  ].join('\n');
}
