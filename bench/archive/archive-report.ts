import { inPercent, inSpread, inWhole } from '../measure/in-words.ts';
import { percentile } from '../measure/statistics.ts';
import { type Column, textTable } from '../measure/text-table.ts';
import type { Loaded } from '../set-up/load-rows.ts';
import type { ArchiveRound, MeasuredMove } from './run-archive.ts';

const MOVE_COLUMNS: readonly Column[] = [
  { title: 'move', align: 'left' },
  { title: 'rows', align: 'right' },
  { title: 'verified rows/s', align: 'right' },
  { title: 'of the bulk load', align: 'right' },
  { title: 'worker grew by MiB', align: 'right' },
];
const READ_COLUMNS: readonly Column[] = [
  { title: 'score of 30 days, per stage', align: 'left' },
  { title: 'reads', align: 'right' },
  { title: 'p50 ms', align: 'right' },
  { title: 'p95 ms', align: 'right' },
  { title: 'p50 ÷ quiet', align: 'right' },
  { title: 'p95 ÷ quiet', align: 'right' },
];
const MOVES = ['archive', 'restore'] as const;

/** How quick each way was; each figure is the median of the rounds, with the least and the most. */
export function movesTable(rounds: readonly ArchiveRound[], loadedPerSecond: number): string {
  return textTable(
    MOVE_COLUMNS,
    MOVES.map((name) => {
      const moves = rounds.map((round): MeasuredMove => round[name]);
      const rates = moves.map(({ rows, seconds }) => rows / seconds);
      const grew = moves.map(({ memory }) => (memory === null ? Number.NaN : memory.peak - memory.before));
      return [
        name,
        inWhole(moves[0]?.rows ?? 0),
        inSpread(rates, inWhole),
        inSpread(
          rates.map((rate) => rate / loadedPerSecond),
          inPercent,
        ),
        inSpread(grew, inWhole),
      ];
    }),
  );
}

/** What reads took in each round, when it was quiet and while rows were moved; ratios are taken within a round. */
export function readsTable(rounds: readonly ArchiveRound[]): string {
  const quiet = rounds.map((round) => round.quiet);
  const subjects = {
    'nothing else going on': quiet,
    'while rows are archived': rounds.map(({ archive }) => archive.reads),
    'while rows are restored': rounds.map(({ restore }) => restore.reads),
  };
  return textTable(
    READ_COLUMNS,
    Object.entries(subjects).map(([name, times]) => {
      const at = (share: number) => times.map((one) => percentile(one, share));
      const ratios = (share: number) =>
        times.map((one, i) => percentile(one, share) / percentile(quiet[i] ?? [], share));
      return [
        name,
        inWhole(times.reduce((sum, one) => sum + one.length, 0)),
        inSpread(at(0.5)),
        inSpread(at(0.95)),
        inSpread(ratios(0.5), (ratio) => ratio.toFixed(2)),
        inSpread(ratios(0.95), (ratio) => ratio.toFixed(2)),
      ];
    }),
  );
}

/** A run of the bench. */
export interface ArchiveRun {
  readonly machine: string;
  readonly servers: string;
  readonly loaded: Loaded;
  readonly rounds: readonly ArchiveRound[];
  readonly memory: Readonly<Record<string, string>>;
  readonly load: number;
}

/** The whole report as text, without a date: the same run on the same machine words it alike. */
export function archiveReport({ machine, servers, loaded, rounds, memory, load }: ArchiveRun): string {
  const memories = Object.entries(memory).map(([name, text]) => `${name} ${text}`);
  return [
    `machine   ${machine}`,
    `load      ${load.toFixed(1)} in the last minute; the bench by itself is a load of 2 to 4`,
    `servers   ${servers}`,
    `loaded    ${inWhole(loaded.rows)} rows, ${inWhole(loaded.perSecond)}/s`,
    `memory    ${memories.join(', ')}`,
    `figures   median [least–most] of ${rounds.length} rounds; ratios are taken in each round`,
    '',
    movesTable(rounds, loaded.perSecond),
    '',
    readsTable(rounds),
  ].join('\n');
}
