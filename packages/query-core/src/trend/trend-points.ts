import { ApiError, type Interval, type TimeWindow, type ZoneCalendar } from '@achilles/types';

/** Counts of one slot of time: its start in epoch milliseconds and any number of counts that add up. */
export interface SlotCounts {
  readonly start: number;
  readonly counts: readonly number[];
}

/** One bucket of a trend: its calendar start, the counts of what it covers, and whether the window cuts it. */
export interface TrendPoint {
  readonly start: number;
  readonly counts: readonly number[];
  readonly partial: boolean;
}

interface TrendInput {
  readonly calendar: ZoneCalendar;
  readonly interval: Interval;
  readonly windowDays: number | undefined;
  readonly window: TimeWindow;
  /** Slots inside the window; they decide which buckets there are. */
  readonly inside: readonly SlotCounts[];
  /** Slots before the window, which only trailing windows reach. */
  readonly before: readonly SlotCounts[];
}

/** More buckets than this are refused (CONTRACT section 4, Trends). */
const MOST_BUCKETS = 10_000;

function bucketEdges(calendar: ZoneCalendar, interval: Interval, first: number, last: number): number[] {
  const edges = [calendar.startOf(interval, first)];
  for (let edge = edges[0] ?? first; edge <= last; ) {
    edge = calendar.next(interval, edge);
    edges.push(edge);
    if (edges.length - 1 > MOST_BUCKETS) {
      const message = `this window holds more than ${MOST_BUCKETS} buckets of one ${interval}; narrow it or take a longer interval`;
      throw ApiError.badRequest([{ path: 'interval', message }]);
    }
  }
  return edges;
}

/** Sums of consecutive slots: the counts between two instants as the difference of two running totals. */
function runningTotals(slots: readonly SlotCounts[], width: number) {
  const ordered = slots.toSorted((a, b) => a.start - b.start);
  const totals = [new Array<number>(width).fill(0)];
  for (const { counts } of ordered)
    totals.push((totals.at(-1) ?? []).map((total, i) => total + (counts[i] ?? 0)));
  const upTo = (instant: number): readonly number[] => {
    let low = 0;
    let high = ordered.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ordered[middle]?.start ?? 0) < instant) low = middle + 1;
      else high = middle;
    }
    return totals[low] ?? [];
  };
  return (from: number, until: number): number[] => {
    const start = upTo(from);
    return upTo(until).map((total, i) => total - (start[i] ?? 0));
  };
}

/**
 * Folds slots into the contiguous calendar buckets from the first to the last that hold anything inside the window,
 * each over itself or over the `windowDays` calendar days up to its end (CONTRACT section 4, Trends).
 * @throws ApiError `bad-request` when there are more than 10,000 buckets
 */
export function trendPoints({
  calendar,
  interval,
  windowDays,
  window,
  inside,
  before,
}: TrendInput): TrendPoint[] {
  const sample = inside[0];
  if (sample === undefined) return [];
  let first = sample.start;
  let last = sample.start;
  for (const { start } of inside) {
    first = Math.min(first, start);
    last = Math.max(last, start);
  }
  const edges = bucketEdges(calendar, interval, first, last);
  const countsBetween = runningTotals([...before, ...inside], sample.counts.length);
  const until = window.to ?? window.now;
  return edges.slice(0, -1).map((start, i) => {
    const end = edges[i + 1] ?? start;
    const cutAtStart = windowDays === undefined && window.from !== null && start < window.from;
    return {
      start,
      counts: countsBetween(
        windowDays === undefined ? start : calendar.daysBefore(interval, end, windowDays),
        end,
      ),
      partial: end - 1 > until || cutAtStart,
    };
  });
}
