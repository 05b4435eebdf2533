import { describe, expect, test } from 'vitest';
import { EVERY_ORGANIZATION } from '../../src/plan/scope.ts';
import type { Store } from '../../src/ports/store.ts';
import { askStore } from '../differential/ask-store.ts';
import { compareStores } from '../differential/compare-world.ts';
import { loadWorld } from '../differential/load-world.ts';
import { fixtureExpectations } from '../worlds/fixture-expectations.ts';
import { fixtureWorld } from '../worlds/fixture-world.ts';
import { randomWorld } from '../worlds/random-world.ts';
import type { World } from '../worlds/world.ts';

/** A store of one test, which may keep the rows of an index under a name of its own. */
export interface ContractStore extends Store {
  named?(index: string): string;
}

/** Every store answers what was worked out by hand, and what the oracle answers. */
export function worldsContract(opened: () => ContractStore): void {
  const named = (index: string): string => opened().named?.(index) ?? index;
  /** No port writes archived rows, so there are none. */
  const ownWorld = ({ archived: _, ...world }: World): World => ({
    ...world,
    documents: world.documents.map((document) => ({ ...document, index: named(document.index) })),
  });
  /** A body with the ids that its rows have in the store. */
  const ownBody = (body: unknown): unknown =>
    JSON.parse(JSON.stringify(body), (name, value) => (name === 'id' ? named(value) : value));

  describe('the fixture world', () => {
    test('every expectation holds', async () => {
      const { reader } = opened();
      await loadWorld(opened(), ownWorld(fixtureWorld));
      for (const { path, query, scope, name, ...expected } of fixtureExpectations) {
        const seenBy =
          scope === undefined ? EVERY_ORGANIZATION : ({ kind: 'organization', org: scope } as const);
        const request = { path, query: new URLSearchParams(query) };
        const answer = await askStore(reader, fixtureWorld, request, seenBy);
        const own = expected.body === undefined ? expected : { ...expected, body: ownBody(expected.body) };
        expect(answer, `${path}: ${name}`).toEqual(own);
      }
    });
  });

  test('random questions are answered as the oracle answers them', async () => {
    const world = ownWorld(randomWorld(1));
    await loadWorld(opened(), world);
    expect((await compareStores({ store: opened() }, world, 60)).differences).toEqual([]);
  });
}
