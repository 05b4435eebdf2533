import type { Interval } from '../endpoints/trend.ts';
import { DAY, HOUR, nextUnit, startOfHour, startOfUnit } from './calendar-units.ts';
import { firstInstantOf, wallClock } from './local-time.ts';
import { type ZoneOffsets, zoneOffsets } from './zone-offsets.ts';

/** Since then no zone has had an offset other than a multiple of a quarter of an hour (Africa/Monrovia was the last). */
const QUARTER_HOUR_OFFSETS_SINCE = Date.UTC(1972, 0, 8);

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/**
 * The calendar of a time zone: where its hours, days and longer units begin (CONTRACT section 4, Trends; section 9).
 * An hour begins whenever the wall clock reads a full one; a day at the first instant of its date.
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

  /** The instant whose wall clock reads the same that many calendar days earlier, or the first after it in a gap. */
  daysBefore(instant: number, days: number): number {
    return firstInstantOf(this.#offsets, wallClock(this.#offsets, instant) - days * DAY);
  }

  /**
   * The widest step, in milliseconds and a divisor of one hour, on whose multiples since the epoch all hours of the
   * span begin.
   */
  hourStep(from: number, to: number): number {
    return this.#offsets
      .within(from, to)
      .reduce((step, { offset }) => divisor(step, Math.abs(offset) % HOUR), HOUR);
  }

  /** The instant since which a quarter of an hour is such a step; null when it always was, as far as is known. */
  quarterHoursSince(): number | null {
    const step = this.hourStep(QUARTER_HOUR_OFFSETS_SINCE - 200 * 365 * DAY, QUARTER_HOUR_OFFSETS_SINCE);
    return step % (HOUR / 4) === 0 ? null : QUARTER_HOUR_OFFSETS_SINCE;
  }

  #startOfHour(instant: number): number {
    const { from, offset } = this.#offsets.at(instant);
    const start = startOfHour(instant + offset) - offset;
    return start >= from ? start : this.#startOfHour(from - 1);
  }

  #nextHour(start: number): number {
    for (let segment = this.#offsets.at(start), after = start + 1; ; segment = this.#offsets.at(after)) {
      const next = startOfHour(after + segment.offset + HOUR - 1) - segment.offset;
      if (next < segment.until) return next;
      after = segment.until;
    }
  }
}
