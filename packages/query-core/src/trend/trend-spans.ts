import type { Interval, TimeWindow, ZoneCalendar } from '@achilles/types';

/** A stretch of event time, inclusive epoch milliseconds; null is an open side. */
export interface Span {
  readonly from: number | null;
  readonly to: number | null;
}

/** What a trend reads: the window itself, and for trailing windows also the rows before it. */
export interface TrendSpans {
  readonly window: Span;
  readonly before: Span | null;
}

/**
 * Splits what a trend reads at the window's start, since only rows inside the window decide which buckets there are
 * (CONTRACT section 4, Trends).
 */
export function trendSpans(
  calendar: ZoneCalendar,
  { interval, windowDays }: { interval: Interval; windowDays: number | undefined },
  { from, to }: TimeWindow,
): TrendSpans {
  if (from === null || windowDays === undefined) return { window: { from, to }, before: null };
  const firstEnd = calendar.next(interval, calendar.startOf(interval, from));
  const earliest = calendar.daysBefore(interval, firstEnd, windowDays);
  return { window: { from, to }, before: earliest < from ? { from: earliest, to: from - 1 } : null };
}
