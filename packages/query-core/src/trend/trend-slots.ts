import type { Interval, TimeWindow, ZoneCalendar } from '@achilles/types';
import type { Slots } from '../plan/slots.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const QUARTER_HOUR = HOUR / 4;
const SECOND = 1_000;
const YEAR = 366 * DAY;

/**
 * The widest slots of which every calendar bucket and trailing window of a trend is made. Stores count by these UTC
 * slots and the calendar stays here, so that no store needs to know time zones.
 */
export function trendSlots(
  calendar: ZoneCalendar,
  interval: Interval,
  { from, zone, now, to }: TimeWindow,
): Slots {
  if (zone === 'UTC') return [{ from: null, width: interval === 'hour' ? HOUR : DAY }];
  const tidySince = calendar.quarterHoursSince();
  if (from === null || (tidySince !== null && from < tidySince)) {
    if (tidySince === null) return [{ from: null, width: QUARTER_HOUR }];
    return [
      { from: null, width: SECOND },
      { from: tidySince, width: QUARTER_HOUR },
    ];
  }
  // A trailing window and the first bucket may begin before the window; rules for the far future repeat.
  const until = Math.max(from, Math.min(to ?? now, now) + 2 * YEAR);
  return [{ from: null, width: calendar.hourStep(from - 2 * YEAR, until) }];
}
