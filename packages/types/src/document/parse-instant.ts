import { FURTHEST_INSTANT } from '../time/calendar-units.ts';
import { resolveTime } from '../time/resolve-time.ts';

const COMMON = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;
const TO_MILLISECONDS = '2026-04-23T12:00:00.123Z'.length;
const DATE_MATH = /^now|\|\|/;

/**
 * A document's time as epoch milliseconds: what an Elasticsearch `date` field accepts by default (an ISO-8601 time,
 * UTC where it names no offset, or epoch milliseconds), fractions of a millisecond floored. Undefined when it is none.
 */
export function parseInstant(value: unknown): number | undefined {
  if (typeof value === 'number') return Math.abs(value) <= FURTHEST_INSTANT ? Math.floor(value) : undefined;
  if (typeof value !== 'string') return undefined;
  if (COMMON.test(value)) {
    const instant = Date.parse(
      value.length > TO_MILLISECONDS ? `${value.slice(0, TO_MILLISECONDS - 1)}Z` : value,
    );
    // Date.parse carries an impossible day such as 30 February over into the next month, and 24:00 into the next day.
    return new Date(instant).getUTCDate() === Number(value.slice(8, 10)) ? instant : undefined;
  }
  if (DATE_MATH.test(value)) return undefined;
  try {
    return resolveTime(value, { now: 0, zone: 'UTC', rounding: 'down' });
  } catch {
    return undefined;
  }
}
