import type { Interval } from '../endpoints/trend.ts';
import { DAY, HOUR, nextUnit, startOfHour, startOfUnit } from './calendar-units.ts';
import { firstInstantOf, wallClock } from './local-time.ts';
import { type OffsetSegment, type ZoneOffsets, zoneOffsets } from './zone-offsets.ts';

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/**
 * The calendar of a time zone: where its hours, days and longer units begin (CONTRACT section 4, Trends; section 9).
 * An hour begins whenever the wall clock reads a full one, or skips it; a day at the first instant of its date.
 */
export class ZoneCalendar {
  readonly #offsets: ZoneOffsets;

  constructor(zone: string) {
    this.#offsets = zoneOffsets(zone);
  }

  /** The start of the unit that holds an instant; epoch milliseconds. */
  startOf(interval: Interval, instant: number): number {
    if (interval === 'hour') return this.#startOfHour(instant);
    const midnight = startOfUnit[interval](wallClock(this.#offsets, instant));
    return firstInstantOf(this.#offsets, midnight);
  }

  /** The start of the unit after the one that begins at `start`; a date the zone skipped has no unit. */
  next(interval: Interval, start: number): number {
    if (interval === 'hour') return this.#nextHour(start);
    const wall = wallClock(this.#offsets, start);
    for (
      let midnight = nextUnit[interval](startOfUnit[interval](wall));
      ;
      midnight = nextUnit[interval](midnight)
    ) {
      const instant = firstInstantOf(this.#offsets, midnight);
      if (instant > start) return instant;
    }
  }

  /**
   * Where a trailing window of that many calendar days begins whose end is the end of a unit. A unit of days ends at the
   * beginning of a date, also where its midnight is skipped, and so does the window begin at one; an hour ends at a
   * reading of the wall clock, and the window begins at the first same reading, or the first after it in a gap.
   */
  daysBefore(interval: Interval, end: number, days: number): number {
    const wall = wallClock(this.#offsets, end);
    const reading = interval === 'hour' ? wall : startOfUnit.day(wall);
    return firstInstantOf(this.#offsets, reading - days * DAY);
  }

  /**
   * The widest step, in milliseconds and a divisor of one hour, on whose multiples since the epoch all hours of the
   * span begin.
   */
  hourStep(from: number, to: number): number {
    return this.#offsets
      .within(from, to)
      .flatMap((segment) =>
        Number.isFinite(segment.from) ? [segment.offset, segment.from] : [segment.offset],
      )
      .reduce((step, value) => divisor(step, Math.abs(value) % HOUR), HOUR);
  }

  #startOfHour(instant: number): number {
    const segment = this.#offsets.at(instant);
    const start = startOfHour(instant + segment.offset) - segment.offset;
    if (start >= segment.from) return start;
    return this.#skipsFullHour(segment) ? segment.from : this.#startOfHour(segment.from - 1);
  }

  #nextHour(start: number): number {
    for (let segment = this.#offsets.at(start), after = start + 1; ; ) {
      const next = startOfHour(after + segment.offset + HOUR - 1) - segment.offset;
      if (next < segment.until) return next;
      after = segment.until;
      segment = this.#offsets.at(after);
      if (this.#skipsFullHour(segment)) return after;
    }
  }

  /** Whether the clock, put forward where the segment begins, jumps over or onto a full hour. */
  #skipsFullHour({ from, offset }: OffsetSegment): boolean {
    return startOfHour(from + offset) >= from + this.#offsets.at(from - 1).offset;
  }
}
