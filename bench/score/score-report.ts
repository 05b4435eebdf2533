import { inPercent, inSpread, inWhole } from '../measure/in-words.ts';
import { lowerQuartile, median, perRound } from '../measure/statistics.ts';
import type { Timings } from '../measure/take-turns.ts';
import { type Column, textTable } from '../measure/text-table.ts';
import type { Loaded } from '../set-up/load-rows.ts';
import { pathOf, type ScoreQuestion } from './score-questions.ts';
import type { Way } from './score-ways.ts';

/** What one question took each way. */
export interface MeasuredQuestion<W extends Way = Way> {
  readonly question: ScoreQuestion;
  readonly timings: Timings<W>;
}

/** What a run of the bench measured. */
export interface ScoreMeasurements {
  readonly questions: readonly MeasuredQuestion[];
  /** Threads that wanted to run while it was measured, others' included, in the middle of all rounds. */
  readonly load: number;
  /** API and store about less than an hour. */
  readonly overhead: readonly MeasuredQuestion<'api' | 'store'>[];
}

/** What the API may add to its store's answer (QUALITY, Performance): one of the two. */
const MOST_ADDED_MS = 3;
const MOST_ADDED_SHARE = 0.1;

const COLUMNS: readonly Column[] = [
  { title: 'endpoint', align: 'left' },
  { title: 'mode', align: 'left' },
  { title: 'API ms', align: 'right' },
  { title: 'by hand ms', align: 'right' },
  { title: 'store ms', align: 'right' },
  { title: 'DuckDB ms', align: 'right' },
  { title: 'API/by hand', align: 'right' },
  { title: 'store/DuckDB', align: 'right' },
  { title: 'API adds ms', align: 'right' },
  { title: 'of store', align: 'right' },
];

/** What the API adds to its store's answer in the middle of all rounds: milliseconds, and a share of the store's. */
export function addedByApi({ api, store }: Timings<'api' | 'store'>): {
  readonly ms: number;
  readonly share: number;
} {
  const added = perRound(api, store, (a, b) => a - b);
  return { ms: median(added), share: median(perRound(added, store, (a, b) => a / b)) };
}

/** Whether the API adds too much: it does only where it did so in three of four rounds, since the difference of two times is noisy. */
export type Overhead = 'within' | 'unclear' | 'over';

const isOver = (ms: number, share: number): boolean => ms >= MOST_ADDED_MS && share >= MOST_ADDED_SHARE;

export function overheadOf(timings: Timings<'api' | 'store'>): Overhead {
  const added = perRound(timings.api, timings.store, (a, b) => a - b);
  const shares = perRound(added, timings.store, (a, b) => a / b);
  if (!isOver(median(added), median(shares))) return 'within';
  return isOver(lowerQuartile(added), lowerQuartile(shares)) ? 'over' : 'unclear';
}

const MARKS: Readonly<Record<Overhead, string>> = { within: '', unclear: ' ?', over: ' !' };

function row({ question, timings }: MeasuredQuestion): string[] {
  const ratio = (a: readonly number[], b: readonly number[]) =>
    median(perRound(a, b, (left, right) => left / right)).toFixed(2);
  const { ms, share } = addedByApi(timings);
  return [
    pathOf(question),
    question.mode ?? 'rows',
    ...(['api', 'plain', 'store', 'duckdb'] as const).map((way) => inSpread(timings[way])),
    ratio(timings.api, timings.plain),
    ratio(timings.store, timings.duckdb),
    ms.toFixed(1),
    `${inPercent(share)}${MARKS[overheadOf(timings)]}`,
  ];
}

/** The measurements as a table: medians with the least and the most, ratios as the median of each round's. */
export const scoreTable = (measured: readonly MeasuredQuestion[]): string =>
  textTable(COLUMNS, measured.map(row));

/** In how many rows the API adds more than it may, in words. */
export function overheadVerdict(measured: readonly MeasuredQuestion<'api' | 'store'>[]): string {
  const count = (overhead: Overhead) =>
    measured.filter(({ timings }) => overheadOf(timings) === overhead).length;
  const bounds = `less than ${MOST_ADDED_MS} ms or ${MOST_ADDED_SHARE * 100} %`;
  return (
    `What the API adds to its store's answer (${bounds}): within in ${count('within')} of ${measured.length} rows, ` +
    `more in ${count('over')} (!), too noisy to tell in ${count('unclear')} (?).`
  );
}

/** What the API adds where its store has little to do, in the middle of all questions: milliseconds, in words. */
export function overheadAlone(measured: readonly MeasuredQuestion<'api' | 'store'>[]): string {
  const added = measured.flatMap(({ timings }) => perRound(timings.api, timings.store, (a, b) => a - b));
  const atBest = measured.map(({ timings: { api, store } }) => Math.min(...api) - Math.min(...store));
  return `${median(added).toFixed(1)} ms in the middle of all calls, ${median(atBest).toFixed(1)} ms between the quickest ones`;
}

/** A run of the bench. */
export interface ScoreRun {
  readonly machine: string;
  readonly servers: string;
  readonly rows: number;
  readonly days: number;
  readonly loaded: Readonly<Record<string, Loaded>>;
  readonly measured: ScoreMeasurements;
  /** Memory at rest by process, in words; null where there is no such process. */
  readonly memory: Readonly<Record<string, string | null>>;
}

/** The whole report as text, without a date: the same run on the same machine words it alike. */
export function scoreReport({ machine, servers, rows, days, loaded, measured, memory }: ScoreRun): string {
  const { questions, overhead, load } = measured;
  const rounds = questions[0]?.timings.api.length ?? 0;
  const loads = Object.entries(loaded).map(
    ([name, { documents, perSecond }]) => `${name} ${inWhole(perSecond)}/s (${inWhole(documents)} documents)`,
  );
  const memories = Object.entries(memory).flatMap(([name, text]) =>
    text === null ? [] : [`${name} ${text}`],
  );
  return [
    `machine   ${machine}`,
    `load      ${load.toFixed(1)} while it ran; the bench by itself is a load of 1 to 2`,
    `servers   ${servers}`,
    `rows      ${inWhole(rows)} over 90 days, asked about in windows of ${days} days, no two of them alike`,
    `loaded    ${loads.join(', ')}`,
    `memory    ${memories.join(', ')}`,
    `API adds  ${overheadAlone(overhead)}, about less than an hour of rows`,
    `figures   median [least–most] of ${rounds} rounds; ratios are taken in each round, then their median`,
    '',
    scoreTable(questions),
    '',
    overheadVerdict(questions),
  ].join('\n');
}
