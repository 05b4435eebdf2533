import type { ExecutionRow } from '@achilles/types';
import type { Store } from '../src/ports/store.ts';
import { loadWorld } from '../testing/differential/load-world.ts';
import { randomWorld } from '../testing/worlds/random-world.ts';
import { rowsOfWorld } from './rows-of-world.ts';

/** Seeds of the worlds that every order is tried over. */
export const SEEDS = [1, 2, 4, 5];

/** Writes the random world of a seed, and tells its rows. */
export async function loadSeed(store: Store, seed: number): Promise<ExecutionRow[]> {
  const world = randomWorld(seed);
  await loadWorld(store, world);
  return rowsOfWorld(world);
}
