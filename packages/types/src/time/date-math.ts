import {
  DAY,
  type DateUnit,
  HOUR,
  MINUTE,
  nextUnit,
  plusMonths,
  startOfHour,
  startOfUnit,
} from './calendar-units.ts';
import { InvalidTimeError } from './invalid-time-error.ts';
import { firstInstantOf, resolveWallClock, wallClock } from './local-time.ts';
import type { ZoneOffsets } from './zone-offsets.ts';

type Unit = 'y' | 'M' | 'w' | 'd' | 'h' | 'm' | 's';

/** One operation of date math: `/d` rounds to a unit, `+2h` and `-1M` move by units. */
interface Operation {
  readonly kind: 'round' | 'move';
  readonly amount: number;
  readonly unit: Unit;
}

const OPERATION = /([/+-])(\d*)([yMwdhHms])/y;
const MOST = 2 ** 31 - 1;

function parseOperations(math: string): Operation[] {
  const operations: Operation[] = [];
  OPERATION.lastIndex = 0;
  while (OPERATION.lastIndex < math.length) {
    const at = OPERATION.lastIndex;
    const match = OPERATION.exec(math);
    if (match === null) throw new InvalidTimeError(`'${math.slice(at)}' is not date math`);
    const [, operator, digits, letter] = match;
    const amount = digits === '' ? 1 : Number(digits);
    if (amount > MOST) throw new InvalidTimeError(`${digits} is too large`);
    if (operator === '/' && amount !== 1)
      throw new InvalidTimeError(`'/' rounds to one unit, not to ${amount}`);
    operations.push({
      kind: operator === '/' ? 'round' : 'move',
      amount: operator === '-' ? -amount : amount,
      unit: (letter === 'H' ? 'h' : letter) as Unit,
    });
  }
  return operations;
}

const DATE_UNITS: Partial<Record<Unit, DateUnit>> = { y: 'year', M: 'month', w: 'week', d: 'day' };
const FIXED: Partial<Record<Unit, number>> = { h: HOUR, m: MINUTE, s: 1_000 };

function move(offsets: ZoneOffsets, instant: number, unit: Unit, amount: number): number {
  const fixed = FIXED[unit];
  if (fixed !== undefined) return instant + amount * fixed;
  const { offset } = offsets.at(instant);
  const wall = instant + offset;
  const months = { y: 12, M: 1 }[unit as string];
  const moved =
    months === undefined ? wall + amount * (unit === 'w' ? 7 : 1) * DAY : plusMonths(wall, amount * months);
  return resolveWallClock(offsets, moved, offset);
}

function roundToDate(offsets: ZoneOffsets, instant: number, unit: DateUnit, up: boolean): number {
  const midnight = startOfUnit[unit](wallClock(offsets, instant));
  const start = firstInstantOf(offsets, midnight);
  if (!up) return start;
  // Where the clock skips the unit's first midnight, Elasticsearch ends the unit as much after its last one.
  const skipped = wallClock(offsets, start) - midnight;
  return firstInstantOf(offsets, nextUnit[unit](midnight) + skipped);
}

function roundToClock(offsets: ZoneOffsets, instant: number, size: number, up: boolean): number {
  const { offset } = offsets.at(instant);
  const wall = instant + offset;
  const start = size === HOUR ? startOfHour(wall) : Math.floor(wall / size) * size;
  return resolveWallClock(offsets, start, offset) + (up ? size : 0);
}

/**
 * Applies date math such as `-1M/M` to an instant, as Elasticsearch's `gte` (down) and `lte` (up) with that
 * `time_zone` do: days and longer move on the calendar, hours and shorter on the time line, `/` rounds to the first
 * or the last millisecond of the unit. A day begins at the first of two midnights (CONTRACT section 9).
 * @throws InvalidTimeError
 */
export function applyDateMath(
  math: string,
  instant: number,
  offsets: ZoneOffsets,
  rounding: 'down' | 'up',
): number {
  const up = rounding === 'up';
  return parseOperations(math).reduce((at, { kind, unit, amount }) => {
    if (kind === 'move') return move(offsets, at, unit, amount);
    const dateUnit = DATE_UNITS[unit];
    const rounded =
      dateUnit === undefined
        ? roundToClock(offsets, at, FIXED[unit] ?? 1, up)
        : roundToDate(offsets, at, dateUnit, up);
    return up ? rounded - 1 : rounded;
  }, instant);
}
