import { offsetAt } from '../oracle/time-zone.ts';
import type { Rng } from './rng.ts';

const LENGTHS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  H: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
  M: 30 * 86_400_000,
  y: 365 * 86_400_000,
};

function fromNow(rng: Rng, instant: number, now: number): string {
  const unit = rng.pick(['m', 'h', 'H', 'd', 'd', 'd', 'w', 'M', 's']);
  const amount = Math.round((instant - now) / (LENGTHS[unit] ?? 1));
  const shift = amount === 0 ? '' : `${amount < 0 ? '-' : '+'}${Math.abs(amount)}${unit}`;
  const rounding = rng.chance(0.6) ? `/${rng.pick([unit, unit, 'd', 'w', 'M', 'h', 'm'])}` : '';
  const after = rng.chance(0.15) ? rng.pick(['+1h', '-1d', '+90m', '-1M', '+d', '+1w/w']) : '';
  return `now${shift}${rounding}${after}`;
}

function anchored(rng: Rng, instant: number, day: string): string {
  const anchor = rng.pick([day, day, day.slice(0, 7), day.slice(0, 4), String(instant), `${day}T12:00:00Z`]);
  return `${anchor}||${rng.pick(['/d', '+1d/d', '-1d', '/M', '/w', '+1M/M', '/y', '-2h/h', ''])}`;
}

/** Spells an instant (epoch ms) in one of the ways of CONTRACT section 2; coarse spellings name a time near it. */
export function spellTime(rng: Rng, instant: number, now: number, zone: string): string {
  const utc = new Date(instant).toISOString();
  const wall = new Date(instant + offsetAt(instant, zone)).toISOString();
  const nepal = new Date(instant + 20_700_000).toISOString().slice(0, -1);
  const day = wall.slice(0, 10);
  return rng.weighted<() => string>([
    [3, () => String(instant)],
    [3, () => utc],
    [1, () => `${utc.slice(0, 16)}Z`],
    [1, () => `${utc.slice(0, 13)}Z`],
    [2, () => wall.slice(0, rng.pick([13, 16, 19, 23]))],
    [1, () => `${nepal}+05:45`],
    [1, () => `${nepal} 0545`],
    [5, () => day],
    [1, () => day.slice(0, 7)],
    [0.5, () => day.slice(0, 4)],
    [6, () => fromNow(rng, instant, now)],
    [2, () => anchored(rng, instant, day)],
  ])();
}
