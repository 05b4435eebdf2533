import { describe, expect, test } from 'vitest';
import { EVERY_ORGANIZATION } from '../../src/plan/scope.ts';
import type { Store } from '../../src/ports/store.ts';
import { askStore } from '../differential/ask-store.ts';
import { compareWorld } from '../differential/compare-world.ts';
import { loadWorld } from '../differential/load-world.ts';
import { fixtureExpectations } from '../worlds/fixture-expectations.ts';
import { fixtureWorld } from '../worlds/fixture-world.ts';

/** Every store answers what was worked out by hand, and what the oracle answers. */
export function worldsContract(opened: () => Store): void {
  describe('the fixture world', () => {
    test('every expectation holds', async () => {
      const { reader } = opened();
      await loadWorld(opened(), fixtureWorld);
      for (const { path, query, scope, name, ...expected } of fixtureExpectations) {
        const seenBy =
          scope === undefined ? EVERY_ORGANIZATION : ({ kind: 'organization', org: scope } as const);
        const request = { path, query: new URLSearchParams(query) };
        expect(await askStore(reader, fixtureWorld, request, seenBy), `${path}: ${name}`).toEqual(expected);
      }
    });
  });

  test('random questions are answered as the oracle answers them', async () => {
    expect((await compareWorld(opened(), 1, 60)).differences).toEqual([]);
  });
}
