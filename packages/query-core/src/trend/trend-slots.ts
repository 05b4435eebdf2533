import type { Interval, TimeWindow, ZoneCalendar } from '@achilles/types';
import type { Slots } from '../plan/slots.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SECOND = 1_000;
const YEAR = 366 * DAY;

/** Until then some zone or other kept local mean time, to the second (Africa/Monrovia was the last). */
const WHOLE_MINUTES_SINCE = Date.UTC(1972, 0, 8);

/**
 * The widest slots of which every calendar bucket and trailing window of a trend is made. Stores count by these UTC
 * slots and the calendar stays here, so that no store needs to know time zones.
 */
export function trendSlots(
  calendar: ZoneCalendar,
  interval: Interval,
  { from, to, zone, now }: TimeWindow,
): Slots {
  if (zone === 'UTC') return [{ from: null, width: interval === 'hour' ? HOUR : DAY }];
  // The first bucket and its trailing window may begin before the window does; the rules of the far future repeat.
  const earliest = from === null ? Number.NEGATIVE_INFINITY : from - 2 * YEAR;
  const latest = Math.max(from ?? now, Math.min(to ?? now, now)) + 2 * YEAR;
  if (earliest >= WHOLE_MINUTES_SINCE) return [{ from: null, width: calendar.hourStep(earliest, latest) }];
  const width = calendar.hourStep(WHOLE_MINUTES_SINCE, Math.max(WHOLE_MINUTES_SINCE, latest));
  return [
    { from: null, width: SECOND },
    { from: WHOLE_MINUTES_SINCE, width },
  ];
}
