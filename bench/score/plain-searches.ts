import { CONCLUSIVE_CODES, ERROR_CODES, type ScoringMode } from '@achilles/types';
import type { Figures } from './figures.ts';
import { plainRuns } from './plain-runs.ts';
import { type Aggs, DAY_MS, NEWEST, PLAIN_SCORES, type PlainScore, TIME, VERDICTS } from './plain-score.ts';
import { type AggResult, aggregate, type PlainTarget } from './plain-target.ts';
import type { Window } from './ragged-windows.ts';
import { type GrowingFigures, readDescriptions, readVerdicts } from './read-figures.ts';
import type { ScoreEndpoint } from './score-questions.ts';

/** Answers one question with searches that are written by hand, and nothing of the product. */
export type PlainSearch = (target: PlainTarget, window: Window, mode: ScoringMode) => Promise<Figures>;

const SMOOTHED_DAYS = 7;

const rowsIn = ({ from, to }: Window, codes: readonly number[]) => [
  { range: { [TIME]: { gte: from, lte: to, format: 'epoch_millis' } } },
  { terms: { 'event.ERROR': codes } },
];

const scoreByHand =
  (plain: PlainScore): PlainSearch =>
  async (target, window, mode) => {
    const filter = rowsIn(window, CONCLUSIVE_CODES);
    if (mode !== 'per-stage') return plainRuns(target, plain, filter, mode);
    const found = await aggregate(
      target,
      filter,
      plain.aggs({ ...VERDICTS, ...(plain.describes && NEWEST) }),
    );
    const figures: GrowingFigures = new Map();
    readVerdicts(found, figures);
    if (plain.describes) readDescriptions(found, figures);
    return figures;
  };

const ACTIVITY_CODES = [...ERROR_CODES, ...CONCLUSIVE_CODES];
const ACTIVITY: Aggs = {
  errors: { filter: { terms: { 'event.ERROR': ERROR_CODES } } },
  conclusive: { filter: { terms: { 'event.ERROR': CONCLUSIVE_CODES } } },
};

const activityOf = (result: AggResult): [number, number] => [
  (result.errors as AggResult).doc_count ?? 0,
  (result.conclusive as AggResult).doc_count ?? 0,
];

const errorRate: PlainSearch = async (target, window) => {
  const found = await aggregate(target, rowsIn(window, ACTIVITY_CODES), ACTIVITY);
  return new Map([['', activityOf(found)]]);
};

/** Each day with the six before it, also those that lie before the window. */
const errorRateTrend: PlainSearch = async (target, { from, to }) => {
  const firstDay = Math.floor(from / DAY_MS) * DAY_MS;
  const since = firstDay - (SMOOTHED_DAYS - 1) * DAY_MS;
  const found = await aggregate(target, rowsIn({ from: since, to }, ACTIVITY_CODES), {
    values: { date_histogram: { field: TIME, calendar_interval: 'day' }, aggs: ACTIVITY },
  });
  const days = ((found.values as AggResult).buckets ?? []).map((bucket) => ({
    start: Number(bucket.key),
    counts: activityOf(bucket),
  }));
  const points = days.filter(({ start }) => start >= firstDay);
  return new Map(
    points.map(({ start }): [string, number[]] => {
      const smoothed = days.filter((day) => day.start <= start && day.start > start - SMOOTHED_DAYS * DAY_MS);
      const sum = (i: 0 | 1) => smoothed.reduce((total, { counts }) => total + counts[i], 0);
      return [String(start), [sum(0), sum(1)]];
    }),
  );
};

/** Every read endpoint, asked by hand. A new endpoint needs an entry, or the bench does not compile. */
export const PLAIN_SEARCHES: Readonly<Record<ScoreEndpoint, PlainSearch>> = {
  ...(Object.fromEntries(
    Object.entries(PLAIN_SCORES).map(([name, plain]) => [name, scoreByHand(plain)]),
  ) as Record<keyof typeof PLAIN_SCORES, PlainSearch>),
  errorRate,
  errorRateTrend,
};
