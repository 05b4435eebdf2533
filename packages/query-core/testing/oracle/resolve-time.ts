import { DateTime } from 'luxon';
import { applyDateMath } from './date-math.ts';
import { instantOf } from './time-zone.ts';

/** What a time text depends on. `roundUp`: `to` names the last millisecond of what is written, `from` the first. */
export interface TimeContext {
  readonly now: number;
  readonly zone: string;
  readonly roundUp: boolean;
}

const ISO =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(?:(\d{2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?)?)?)?$/;

function offsetOf(text: string): number | null {
  if (text === 'Z') return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(3).replace(':', '') || '0');
  if (minutes > 59 || hours * 60 + minutes > 18 * 60) return null;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function resolveIso(text: string, zone: string, roundUp: boolean): number | null {
  const match = ISO.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction, offset] = match;
  // Elasticsearch fills a missing month or day with 01 even when it rounds up; only the time of day goes to its end.
  const wall = DateTime.fromObject(
    {
      year: Number(year),
      month: Number(month ?? 1),
      day: Number(day ?? 1),
      hour: Number(hour ?? (roundUp ? 23 : 0)),
      minute: Number(minute ?? (roundUp ? 59 : 0)),
      second: Number(second ?? (roundUp ? 59 : 0)),
      millisecond: fraction === undefined ? (roundUp ? 999 : 0) : Number(fraction.padEnd(3, '0').slice(0, 3)),
    },
    { zone: 'utc' },
  );
  if (!wall.isValid || Number(hour ?? 0) > 23) return null;
  if (offset === undefined) return instantOf(wall.toMillis(), zone);
  const shift = offsetOf(offset);
  return shift === null ? null : wall.toMillis() - shift;
}

function resolveInstant(text: string, zone: string, roundUp: boolean): number | null {
  if (/^-?\d+$/.test(text) && !/^\d{4}$/.test(text)) {
    const epoch = Number(text);
    return Number.isSafeInteger(epoch) ? epoch : null;
  }
  return resolveIso(text, zone, roundUp);
}

/**
 * Resolves a time of CONTRACT section 2 to epoch milliseconds, or null when it is none: ISO-8601, calendar dates, epoch
 * milliseconds, date math on `now` or on an anchor before `||` (an anchor itself is never rounded up).
 */
export function resolveTime(text: string, { now, zone, roundUp }: TimeContext): number | null {
  const written = text.trim().replaceAll(' ', '+');
  if (written.startsWith('now')) return applyDateMath(now, written.slice(3), zone, roundUp);
  const bars = written.indexOf('||');
  if (bars === -1) return resolveInstant(written, zone, roundUp);
  const anchor = resolveInstant(written.slice(0, bars), zone, false);
  return anchor === null ? null : applyDateMath(anchor, written.slice(bars + 2), zone, roundUp);
}
