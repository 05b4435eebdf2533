/** Arithmetic on wall-clock readings, written as if they were UTC epoch milliseconds. */

export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

const MONDAY_BEFORE_EPOCH = -3 * DAY;

const floorTo = (value: number, size: number, origin = 0): number =>
  Math.floor((value - origin) / size) * size + origin;

/** `Date.UTC` without its reading of years 0–99 as 1900–1999. */
export function utc(year: number, month: number, day = 1): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date.getTime();
}

const startOfMonths = (wall: number, months: number): number => {
  const date = new Date(wall);
  return utc(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / months) * months);
};

/** Calendar units that begin at a midnight. */
export type DateUnit = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** The first midnight of the unit that a reading lies in; weeks begin on Monday. */
export const startOfUnit: Record<DateUnit, (wall: number) => number> = {
  day: (wall) => floorTo(wall, DAY),
  week: (wall) => floorTo(wall, 7 * DAY, MONDAY_BEFORE_EPOCH),
  month: (wall) => startOfMonths(wall, 1),
  quarter: (wall) => startOfMonths(wall, 3),
  year: (wall) => startOfMonths(wall, 12),
};

/** The reading some months later or earlier; a day that month does not have becomes its last one. */
export function plusMonths(wall: number, months: number): number {
  const date = new Date(wall);
  const month = date.getUTCMonth() + months;
  const lastDay = new Date(utc(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return (
    utc(date.getUTCFullYear(), month, Math.min(date.getUTCDate(), lastDay)) + (wall - floorTo(wall, DAY))
  );
}

const nextMonths = (wall: number, months: number): number => plusMonths(wall, months);

/** The first midnight of the next unit, given that of one. */
export const nextUnit: Record<DateUnit, (start: number) => number> = {
  day: (start) => start + DAY,
  week: (start) => start + 7 * DAY,
  month: (start) => nextMonths(start, 1),
  quarter: (start) => nextMonths(start, 3),
  year: (start) => nextMonths(start, 12),
};

/** The full hour at or before a reading. */
export const startOfHour = (wall: number): number => floorTo(wall, HOUR);

/** The last instant a JavaScript date can hold, in epoch milliseconds; its negative is the first (ECMA-262, time values). */
export const FURTHEST_INSTANT = 8.64e15;
