import type { OracleRow } from '../oracle/oracle-row.ts';
import { resolveTime } from '../oracle/resolve-time.ts';
import type { Rng } from './rng.ts';
import { spellTime } from './spell-time.ts';
import type { World } from './world.ts';

const DAY = 86_400_000;

/** What a window is built around; `narrow` ones stay short enough for hourly trends. */
export interface WindowSource {
  readonly world: World;
  readonly witness: OracleRow | null;
  readonly zone: string;
  readonly narrow: boolean;
}

function reachOf(rng: Rng, narrow: boolean): number {
  if (rng.chance(0.1)) return rng.pick([0, 1, 1_000]);
  if (narrow) return rng.between(1, 9 * DAY);
  return rng.weighted([
    [1, rng.between(1, DAY)],
    [3, rng.between(1, 10 * DAY)],
    [5, rng.between(10, 60) * DAY],
    [1, 500 * DAY],
  ]);
}

/** Drops `to` where coarse spellings made the window run backwards. */
function keepInOrder(query: URLSearchParams, now: number, zone: string): void {
  const from = resolveTime(query.get('from') ?? '', { now, zone, roundUp: false });
  const to = resolveTime(query.get('to') ?? '', { now, zone, roundUp: true });
  if (from !== null && to !== null && from > to) query.delete('to');
}

/** Adds `from`, `to`, both or neither to a query (CONTRACT section 2), mostly around the witness. */
export function addRandomWindow(
  rng: Rng,
  query: URLSearchParams,
  { world, witness, zone, narrow }: WindowSource,
): void {
  const middle = witness?.time ?? world.now;
  const recent = middle >= world.now - 7 * DAY;
  const kind = rng.weighted([
    [recent ? 2 : 0.2, 'default'],
    [narrow ? 0.2 : 2, 'from'],
    [narrow ? 0.2 : 1, 'to'],
    [4, 'both'],
  ]);
  if (kind === 'from' || kind === 'both') {
    query.set('from', spellTime(rng, middle - reachOf(rng, narrow), world.now, zone));
  }
  if (kind === 'to' || kind === 'both') {
    query.set('to', spellTime(rng, middle + reachOf(rng, narrow), world.now, zone));
  }
  keepInOrder(query, world.now, zone);
}
