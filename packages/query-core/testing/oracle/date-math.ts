import { addCalendar, startOf, startOfNext } from './calendar.ts';

const CALENDAR: Readonly<Record<string, 'year' | 'month' | 'week' | 'day'>> = {
  y: 'year',
  M: 'month',
  w: 'week',
  d: 'day',
};
const LENGTH: Readonly<Record<string, number>> = { h: 3_600_000, H: 3_600_000, m: 60_000, s: 1_000 };
const STEP = /([+-])(\d*)([yMwdhHms])|\/(1?)([yMwdhHms])/y;

function round(instant: number, letter: string, zone: string, up: boolean): number {
  if (letter === 'm' || letter === 's') {
    const length = LENGTH[letter] ?? 1;
    const start = Math.floor(instant / length) * length;
    return up ? start + length - 1 : start;
  }
  const unit = CALENDAR[letter];
  const start = startOf(instant, unit ?? 'hour', zone);
  if (!up) return start;
  // Elasticsearch moves the resolved start by one unit: a day whose midnight is skipped ends as late as it began.
  return (unit === undefined ? startOfNext(start, 'hour', zone) : addCalendar(start, unit, 1, zone)) - 1;
}

function shift(instant: number, letter: string, amount: number, zone: string): number {
  const unit = CALENDAR[letter];
  if (unit !== undefined) return addCalendar(instant, unit, amount, zone);
  return instant + amount * (LENGTH[letter] ?? 0);
}

/**
 * Applies Elasticsearch date math such as `-1M/M` or `+90m` from left to right (CONTRACT section 2). Rounding goes to the
 * first millisecond of the unit, or to its last when `roundUp`. Null when the text is no date math.
 */
export function applyDateMath(start: number, math: string, zone: string, roundUp: boolean): number | null {
  let instant = start;
  STEP.lastIndex = 0;
  let done = 0;
  while (done < math.length) {
    const step = STEP.exec(math);
    if (step === null) return null;
    const [, sign, digits, unit, , rounding] = step;
    if (rounding !== undefined) instant = round(instant, rounding, zone, roundUp);
    else {
      const amount = digits === undefined || digits === '' ? 1 : Number(digits);
      instant = shift(instant, unit ?? '', sign === '-' ? -amount : amount, zone);
    }
    if (!Number.isSafeInteger(instant)) return null;
    done = STEP.lastIndex;
  }
  return instant;
}
