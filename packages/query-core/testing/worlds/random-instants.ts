import { clockChanges } from './clock-changes.ts';
import type { Rng } from './rng.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** When a world happens: its `now`, the zone whose clock it surrounds, and the instants at which its runs finished (epoch ms). */
export interface WorldTimes {
  readonly now: number;
  readonly zone: string;
  readonly instants: readonly number[];
}

function randomNow(rng: Rng): number {
  const day = Date.UTC(2024, 0, 10) + rng.between(0, 1050) * DAY;
  return day + rng.pick([0, 1, DAY - 1, 15 * MINUTE, rng.between(0, DAY - 1)]);
}

function nearClockChange(rng: Rng, change: number): number {
  const step = rng.pick([-26, -25, -24, -4, -2, -1, 0, 0, 1, 2, 4, 23, 24]) * HOUR;
  return change + step + rng.pick([0, 0, -1, 1, 15, 30, 45]) * MINUTE + rng.pick([0, 0, 0, -1, 1]);
}

function nearBoundary(rng: Rng, now: number): number {
  const midnight = Math.floor((now - rng.between(0, 12) * DAY) / DAY) * DAY;
  const zoneShift = rng.pick([0, 0, -5.75, 4, 5, -1, -2, -10.5, -11]) * HOUR;
  return midnight + zoneShift + rng.pick([0, 0, -1, 1]);
}

/** Picks the times of a world: around a clock change, around midnights, spread over weeks, a few long ago or in the future. */
export function randomInstants(rng: Rng, count: number): WorldTimes {
  const zone = rng.pick(Object.keys(clockChanges));
  const changes = clockChanges[zone] ?? [];
  const change = changes.length > 0 ? Date.parse(rng.pick(changes)) : null;
  const now = change === null ? randomNow(rng) : change + rng.between(-3, 12) * DAY + rng.between(0, DAY - 1);
  const spread = rng.pick([2, 10, 30, 60]);
  const instant = () =>
    rng.weighted([
      [3, () => (change === null ? nearBoundary(rng, now) : nearClockChange(rng, change))],
      [2, () => nearBoundary(rng, now)],
      [1, () => now - rng.between(0, 7) * DAY + rng.pick([-1, 0, 1])],
      [5, () => now - rng.between(0, spread * DAY)],
      [0.5, () => now + rng.between(1, 3 * DAY)],
      [0.3, () => now - rng.between(60, 400) * DAY],
    ])();
  return { now, zone, instants: Array.from({ length: count }, instant) };
}
