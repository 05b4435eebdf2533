import { FURTHEST_INSTANT } from '../time/calendar-units.ts';
import { resolveTime } from '../time/resolve-time.ts';

const COMMON = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/;
const DATE_MATH = /^now|\|\|/;

/**
 * A document's time as epoch milliseconds: what an Elasticsearch `date` field accepts by default (an ISO-8601 time,
 * UTC where it names no offset, or epoch milliseconds), fractions of a millisecond floored. Undefined when it is none.
 */
export function parseInstant(value: unknown): number | undefined {
  if (typeof value === 'number') return Math.abs(value) <= FURTHEST_INSTANT ? Math.floor(value) : undefined;
  if (typeof value !== 'string') return undefined;
  const common = COMMON.exec(value);
  if (common !== null) {
    const seconds = Date.parse(`${common[1]}Z`);
    // Date.parse carries an impossible day such as 30 February over into the next month, and 24:00 into the next day.
    const day = Number(value.slice(8, 10));
    if (Number.isFinite(seconds) && new Date(seconds).getUTCDate() === day) {
      return seconds + Number((common[2] ?? '').padEnd(3, '0').slice(0, 3));
    }
    return undefined;
  }
  if (DATE_MATH.test(value)) return undefined;
  try {
    return resolveTime(value, { now: 0, zone: 'UTC', rounding: 'down' });
  } catch {
    return undefined;
  }
}
