import { MINUTE, utc } from './calendar-units.ts';

/** A time as written: its wall-clock reading, its own offset if it names one, and how fine it was given. */
export interface WrittenTime {
  /** As if it were UTC epoch milliseconds, what was left out filled for the chosen rounding. */
  readonly wall: number;
  /** Milliseconds, or null when the time names no offset. */
  readonly offset: number | null;
}

const ISO =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(?:(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d\d(?::?\d\d)?)?)?)?)?)?$/;

function offsetOf(text: string): number | undefined {
  if (text === 'Z') return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(3).replace(':', '') || 0);
  if (hours > 18 || minutes > 59 || hours * 60 + minutes > 18 * 60) return undefined;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * MINUTE;
}

const within = (value: number, least: number, most: number): boolean => value >= least && value <= most;

/**
 * Reads an ISO-8601 time as Elasticsearch's `strict_date_optional_time` does. A missing month or day is the first one
 * in either rounding; a missing hour, minute, second or fraction is its last one when rounding up. Undefined when the
 * text is no such time.
 */
export function parseIsoTime(text: string, rounding: 'down' | 'up'): WrittenTime | undefined {
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const [, year, month = '01', day = '01', hour, minute, second, fraction, zone] = match;
  const fill = (given: string | undefined, last: number) => Number(given ?? (rounding === 'up' ? last : 0));
  const date = utc(Number(year), Number(month) - 1, Number(day));
  const written = new Date(date);
  if (written.getUTCMonth() !== Number(month) - 1 || written.getUTCDate() !== Number(day)) return undefined;
  const [h, m, s] = [fill(hour, 23), fill(minute, 59), fill(second, 59)];
  if (!within(h, 0, 23) || !within(m, 0, 59) || !within(s, 0, 59)) return undefined;
  const offset = zone === undefined ? null : offsetOf(zone);
  if (offset === undefined) return undefined;
  const milliseconds =
    fraction === undefined ? fill(undefined, 999) : Number(fraction.padEnd(3, '0').slice(0, 3));
  return { wall: date + ((h * 60 + m) * 60 + s) * 1_000 + milliseconds, offset };
}
