import type { Random } from './random.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How many days before `now` the generated executions begin. */
export const DEMO_DAYS = 90;

/** Sunday to Saturday: scheduled campaigns run on working days. */
const WEEKDAY_WEIGHT = [0.3, 1.1, 1.2, 1.15, 1.1, 0.9, 0.35];
/** The fleet grows a little while it is watched. */
const GROWTH = 0.35;

/** Start of the n-th of the generated days, the last one ending at `now`. */
export const dayStart = (now: number, day: number): number => now - (DEMO_DAYS - day) * DAY;

function dayWeight(now: number, day: number): number {
  const weekday = new Date(dayStart(now, day) + DAY / 2).getUTCDay();
  return (WEEKDAY_WEIGHT[weekday] ?? 1) * (1 + (GROWTH * day) / DEMO_DAYS);
}

/** How many rows each day has; they add up to `count` exactly. */
export function rowsPerDay(count: number, now: number): number[] {
  const weights = Array.from({ length: DEMO_DAYS }, (_, day) => dayWeight(now, day));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let passed = 0;
  let given = 0;
  return weights.map((weight, day) => {
    passed += weight;
    const until = day === DEMO_DAYS - 1 ? count : Math.floor((count * passed) / total);
    const rows = until - given;
    given = until;
    return rows;
  });
}

/** A moment of a day; two thirds of the runs fall into the working hours of the fleet's zone. */
export function momentOfDay(random: Random, start: number): number {
  if (random.next() >= 2 / 3) return start + Math.floor(random.next() * DAY);
  const midnight = Math.floor(start / DAY) * DAY;
  const moment = midnight + 8 * HOUR + Math.floor(random.next() * 10 * HOUR);
  return moment < start ? moment + DAY : moment;
}
