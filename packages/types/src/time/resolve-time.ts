import { FURTHEST_INSTANT } from './calendar-units.ts';
import { applyDateMath } from './date-math.ts';
import { InvalidTimeError } from './invalid-time-error.ts';
import { parseIsoTime } from './iso-time.ts';
import { resolveWallClock } from './local-time.ts';
import { type ZoneOffsets, zoneOffsets } from './zone-offsets.ts';

export { InvalidTimeError };

/** How to read an expression. */
export interface ResolveTimeOptions {
  /** What `now` stands for, epoch milliseconds. */
  readonly now: number;
  /** IANA name of the zone of times without an offset and of calendar arithmetic. */
  readonly zone: string;
  /** Down as for `gte`, up as for `lte`. */
  readonly rounding: 'down' | 'up';
}

const NOW = 'now';
const ANCHOR_END = '||';
const EPOCH_MILLISECONDS = /^-?\d+$/;

function resolveAnchor(text: string, offsets: ZoneOffsets, rounding: 'down' | 'up'): number {
  const time = parseIsoTime(text, rounding);
  if (time !== undefined) {
    if (time.offset !== null) return time.wall - time.offset;
    return resolveWallClock(offsets, time.wall, null);
  }
  if (EPOCH_MILLISECONDS.test(text)) return Number(text);
  throw new InvalidTimeError(`'${text}' is not understood`);
}

function resolve(expression: string, { now, zone, rounding }: ResolveTimeOptions): number {
  const offsets = zoneOffsets(zone);
  if (expression.startsWith(NOW)) return applyDateMath(expression.slice(NOW.length), now, offsets, rounding);
  const end = expression.indexOf(ANCHOR_END);
  if (end === -1) return resolveAnchor(expression, offsets, rounding);
  const anchor = resolveAnchor(expression.slice(0, end), offsets, 'down');
  return applyDateMath(expression.slice(end + ANCHOR_END.length), anchor, offsets, rounding);
}

/**
 * The instant that a time expression stands for, as epoch milliseconds, exactly as Elasticsearch's `gte` (rounding
 * down) and `lte` (rounding up) resolve it with that `time_zone` (CONTRACT section 2). Four digits are a year, any
 * other whole number epoch milliseconds.
 * @throws InvalidTimeError when the text is no time, or one that a JavaScript date can't hold
 */
export function resolveTime(expression: string, options: ResolveTimeOptions): number {
  let instant: number;
  try {
    instant = resolve(expression, options);
  } catch (error) {
    if (error instanceof RangeError) throw new InvalidTimeError(`'${expression}' is out of range`);
    throw error;
  }
  if (!(Math.abs(instant) <= FURTHEST_INSTANT)) throw new InvalidTimeError(`'${expression}' is out of range`);
  return instant;
}
