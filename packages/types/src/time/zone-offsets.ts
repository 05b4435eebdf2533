import { Temporal } from 'temporal-polyfill';

/** A stretch of time in which a zone's offset does not change; `from` inclusive, `until` exclusive, epoch milliseconds. */
export interface OffsetSegment {
  readonly from: number;
  readonly until: number;
  /** Local time minus UTC in milliseconds. */
  readonly offset: number;
}

const NANOSECONDS = 1e6;

/** The offsets of a zone over time, read from the zone database one segment at a time and remembered. */
export class ZoneOffsets {
  readonly #zone: string;
  /** In order of time. */
  readonly #segments: OffsetSegment[] = [];

  constructor(zone: string) {
    this.#zone = zone;
  }

  /** The segment that holds an instant. */
  at(instant: number): OffsetSegment {
    const position = this.#positionOf(instant);
    const known = this.#segments[position];
    if (known !== undefined && known.from <= instant) return known;
    const moment = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(this.#zone);
    const next = moment.getTimeZoneTransition('next');
    // `previous` looks strictly before its argument, and a segment holds its own first instant.
    const previous = moment.add({ nanoseconds: 1 }).getTimeZoneTransition('previous');
    const segment = {
      from: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
      until: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
      offset: Math.round(moment.offsetNanoseconds / NANOSECONDS),
    };
    this.#segments.splice(position, 0, segment);
    return segment;
  }

  /** The segments that meet a span of time, in order; both ends inclusive. */
  within(from: number, to: number): OffsetSegment[] {
    const segments = [this.at(from)];
    for (let last = segments[0]; last !== undefined && last.until <= to; ) {
      last = this.at(last.until);
      segments.push(last);
    }
    return segments;
  }

  /** The place of the first known segment that ends after an instant. */
  #positionOf(instant: number): number {
    let low = 0;
    let high = this.#segments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#segments[middle]?.until ?? 0) <= instant) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const remembered = new Map<string, ZoneOffsets>();

/** The offsets of a zone; one object a zone, since what it has read stays true. */
export function zoneOffsets(zone: string): ZoneOffsets {
  const offsets = remembered.get(zone) ?? new ZoneOffsets(zone);
  remembered.set(zone, offsets);
  return offsets;
}
