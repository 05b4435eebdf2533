import { type CalendarUnit, startOf, startOfNext, windowStart } from './calendar.ts';
import { OracleFailure } from './oracle-failure.ts';
import type { OracleRow } from './oracle-row.ts';
import type { Question } from './question.ts';
import { isInside } from './time-window.ts';

/** Longest trend the contract allows (section 4, Trends). */
export const MOST_BUCKETS = 10_000;

/** The closed list behind `interval`. */
export const INTERVALS: readonly CalendarUnit[] = ['hour', 'day', 'week', 'month', 'quarter', 'year'];

/** One point of a trend: `timestamp` is its bucket's start, `rows` those it is computed over. */
export interface TrendPoint {
  readonly timestamp: string;
  readonly rows: readonly OracleRow[];
  readonly partial: boolean;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function spansBetween(first: number, last: number, interval: CalendarUnit, zone: string): Span[] {
  const spans: Span[] = [];
  let start = startOf(first, interval, zone);
  while (start <= last) {
    if (spans.length === MOST_BUCKETS) throw new OracleFailure(400, 'interval');
    const end = startOfNext(start, interval, zone);
    spans.push({ start, end });
    start = end;
  }
  return spans;
}

/**
 * The points of a trend (CONTRACT sections 4 and 9): contiguous buckets from the first to the last that holds a row of
 * `rows` inside the window. With `windowDays` each point reaches back that many calendar days before its bucket's end,
 * also before `from`, never after `to`. `rows` are those the trend counts, at any time.
 */
export function trendPoints(
  { window, zone, world }: Question,
  rows: readonly OracleRow[],
  interval: CalendarUnit,
  windowDays: number | null,
): TrendPoint[] {
  const inside = rows.filter((row) => isInside(row.time, window));
  if (inside.length === 0) return [];
  const times = inside.map((row) => row.time);
  const spans = spansBetween(Math.min(...times), Math.max(...times), interval, zone);
  return spans.map(({ start, end }) => {
    const reach = windowDays === null ? start : windowStart(end, interval, windowDays, zone);
    const eligible = windowDays === null ? inside : rows;
    return {
      timestamp: new Date(start).toISOString(),
      rows: eligible.filter(
        ({ time }) => time >= reach && time < end && (window.to === null || time <= window.to),
      ),
      partial:
        end - 1 > (window.to ?? world.now) ||
        (windowDays === null && window.from !== null && start < window.from),
    };
  });
}
