import type { Store } from '../../src/ports/store.ts';
import { askStore } from '../differential/ask-store.ts';
import type { World } from '../worlds/world.ts';

const WORLD: World = {
  seed: 0,
  now: Date.parse('2026-05-01T12:00:00Z'),
  documents: [],
  acceptances: [],
  organizations: [],
};

/** Asks a store one question about everything since 2000 and returns the body of its answer. */
export async function askAll(store: Store, path: string, query = ''): Promise<unknown> {
  const answer = await askStore(store.reader, WORLD, {
    path,
    query: new URLSearchParams(`from=2000&${query}`),
  });
  if (answer.status !== 200) throw new Error(`the question was refused with ${answer.status}`);
  return answer.body;
}
