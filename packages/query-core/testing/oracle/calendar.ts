import { DateTime, type DateTimeUnit } from 'luxon';
import { instantOf, instantsOf, offsetAt, wallAt } from './time-zone.ts';

const HOUR = 3_600_000;
const QUARTER_OF_HOUR = 900_000;

/** Units of trends and of date math that are longer than a minute. */
export type CalendarUnit = 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';

function startOfHour(instant: number, zone: string): number {
  const wall = Math.floor(wallAt(instant, zone) / HOUR) * HOUR;
  // Clocks that go back by a whole hour show each hour of the overlap twice: two hours, two buckets.
  return instantsOf(wall, zone).findLast((start) => start <= instant) ?? instantOf(wall, zone);
}

function startOfWall(wall: number, unit: DateTimeUnit): number {
  return DateTime.fromMillis(wall, { zone: 'utc' }).startOf(unit).toMillis();
}

/** Moves a wall time by calendar units; a day the month does not have becomes its last (31 January + 1 month). */
export function addToWall(
  wall: number,
  unit: 'year' | 'quarter' | 'month' | 'week' | 'day',
  amount: number,
): number {
  return DateTime.fromMillis(wall, { zone: 'utc' })
    .plus({ [unit]: amount })
    .toMillis();
}

/** First instant of the unit that holds `instant` in a zone; weeks begin on Monday (CONTRACT section 4, Trends). */
export function startOf(instant: number, unit: CalendarUnit, zone: string): number {
  if (unit === 'hour') return startOfHour(instant, zone);
  return instantOf(startOfWall(wallAt(instant, zone), unit), zone);
}

/** First instant of the unit after the one that begins at `start`. */
export function startOfNext(start: number, unit: CalendarUnit, zone: string): number {
  if (unit !== 'hour') {
    return instantOf(addToWall(startOfWall(wallAt(start, zone), unit), unit, 1), zone);
  }
  // Where clocks shift by half an hour, an hour of the wall clock lasts 30 or 90 minutes.
  let probe = start + QUARTER_OF_HOUR;
  while (startOfHour(probe, zone) <= start) probe += QUARTER_OF_HOUR;
  return startOfHour(probe, zone);
}

/** Moves an instant by calendar units as a local clock does, in the same offset wherever that offset exists. */
export function addCalendar(
  instant: number,
  unit: 'year' | 'month' | 'week' | 'day',
  amount: number,
  zone: string,
): number {
  const wall = addToWall(wallAt(instant, zone), unit, amount);
  const sameOffset = wall - offsetAt(instant, zone);
  return instantsOf(wall, zone).includes(sameOffset) ? sameOffset : instantOf(wall, zone);
}

/**
 * The beginning of a window of `days` calendar days that ends with a bucket. Buckets of days and longer end where a date
 * begins, even a date whose midnight is skipped; hours end at what the clock shows there.
 */
export function windowStart(end: number, interval: CalendarUnit, days: number, zone: string): number {
  const shown = wallAt(end, zone);
  const wall = interval === 'hour' ? shown : startOfWall(shown, 'day');
  return instantOf(addToWall(wall, 'day', -days), zone);
}
