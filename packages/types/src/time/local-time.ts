import type { ZoneOffsets } from './zone-offsets.ts';

/** More than any offset or shift of a clock, in milliseconds. */
const NEIGHBOURHOOD = 50 * 3_600_000;

/** The reading of a zone's wall clock at an instant, as if it were UTC epoch milliseconds. */
export const wallClock = (offsets: ZoneOffsets, instant: number): number =>
  instant + offsets.at(instant).offset;

/**
 * The first instant at which a zone's wall clock reads the given time or, where it skips that time, later: the first
 * of two readings, and the instant of the change in a gap.
 */
export function firstInstantOf(offsets: ZoneOffsets, wall: number): number {
  for (const { from, until, offset } of offsets.within(wall - NEIGHBOURHOOD, wall + NEIGHBOURHOOD)) {
    const instant = Math.max(wall - offset, from);
    if (instant < until) return instant;
  }
  return wall;
}

/**
 * The instant that java.time gives a local time: with the preferred offset where that is in force at that reading,
 * else the first of two readings; moved on by the length of the gap where the clock skips it.
 */
export function resolveWallClock(offsets: ZoneOffsets, wall: number, preferredOffset: number | null): number {
  if (preferredOffset !== null && offsets.at(wall - preferredOffset).offset === preferredOffset) {
    return wall - preferredOffset;
  }
  let before = 0;
  for (const { from, until, offset } of offsets.within(wall - NEIGHBOURHOOD, wall + NEIGHBOURHOOD)) {
    const instant = wall - offset;
    if (from <= instant && instant < until) return instant;
    if (instant >= until) before = offset;
  }
  return wall - before;
}
