import { type RiskAcceptance, readExecution, type StoredExecution } from '@achilles/types';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EVERY_ORGANIZATION } from '../src/plan/scope.ts';
import type { Store } from '../src/ports/store.ts';
import { StoreError } from '../src/ports/store-error.ts';
import { askStore } from './differential/ask-store.ts';
import { compareWorld } from './differential/compare-world.ts';
import { loadWorld } from './differential/load-world.ts';
import { indexCatalogContract } from './index-catalog-contract.ts';
import { riskAcceptanceContract } from './risk-acceptance-contract.ts';
import { fixtureExpectations } from './worlds/fixture-expectations.ts';
import { fixtureWorld } from './worlds/fixture-world.ts';
import type { World } from './worlds/world.ts';

const NOW = Date.parse('2026-05-01T12:00:00Z');
const WORLD: World = { seed: 0, now: NOW, documents: [], acceptances: [], organizations: [] };
const SCORE = { path: 'defense-score', query: new URLSearchParams('from=2000') };

interface RowOptions {
  readonly index?: string;
  readonly code?: number;
  readonly org?: string;
  readonly name?: string;
}

function row(
  id: string,
  { index = 'achilles-results-a', code = 101, org = 'o1', name = 'Test' }: RowOptions = {},
): StoredExecution {
  const source = {
    routing: { event_time: '2026-04-30T10:00:00.000Z', oid: org, hostname: 'h1' },
    event: { ERROR: code },
    f0rtika: { test_uuid: `u-${name}`, test_name: name, is_protected: code !== 101 },
    note: 'an unknown field',
  };
  const { execution } = readExecution(source);
  if (execution === null) throw new Error('the row of a test must be counted');
  return { index, id, source, execution };
}

const acceptance = (fields: Partial<RiskAcceptance> = {}): RiskAcceptance => ({
  acceptance_id: 'a1',
  org_id: 'o1',
  test_name: 'Test',
  control_id: null,
  hostname: null,
  scope: 'global',
  status: 'active',
  expires_at: null,
  ...fields,
});

async function score(store: Store, scope = EVERY_ORGANIZATION): Promise<Record<string, number>> {
  const answer = await askStore(store.reader, WORLD, SCORE, scope);
  if (answer.status !== 200) throw new Error(`the question was refused with ${answer.status}`);
  return answer.body as Record<string, number>;
}

/**
 * What every store must do, whatever engine is behind it.
 * @param openEmpty opens a store of its own for one test; the suite closes it
 */
export function storeContract(name: string, openEmpty: () => Promise<Store>): void {
  describe(`the store contract on ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await openEmpty();
    });
    afterEach(() => store.close());

    describe('writing', () => {
      test('an empty batch is no work', async () => {
        expect(await store.writer.write([])).toEqual({ added: 0, replaced: 0, unchanged: 0 });
        expect(await store.writer.count()).toBe(0);
      });

      test('the same id in two indices is two rows', async () => {
        await store.writer.write([
          row('x', { index: 'achilles-results-a' }),
          row('x', { index: 'achilles-results-b' }),
        ]);
        expect(await store.writer.count()).toBe(2);
        expect(await score(store)).toMatchObject({ totalExecutions: 2 });
      });

      test('a repeat changes nothing', async () => {
        const rows = [row('x'), row('y')];
        expect(await store.writer.write(rows)).toEqual({ added: 2, replaced: 0, unchanged: 0 });
        expect(await store.writer.write(rows)).toEqual({ added: 0, replaced: 0, unchanged: 2 });
        expect(await store.writer.count()).toBe(2);
      });

      test('a later version replaces an earlier one, also within a batch', async () => {
        await store.writer.write([row('x', { code: 101 }), row('y', { code: 101 }), row('x', { code: 126 })]);
        expect(await score(store)).toMatchObject({ protectedCount: 1, unprotectedCount: 1 });
        expect(await store.writer.write([row('y', { code: 105 }), row('z')])).toEqual({
          added: 1,
          replaced: 1,
          unchanged: 0,
        });
        expect(await score(store)).toMatchObject({ protectedCount: 2, unprotectedCount: 1 });
      });

      test('a writer who may no longer write stores nothing', async () => {
        await store.writer.write([row('x', { code: 101 })]);
        const refuse = () => Promise.reject(new RangeError('the right to write is lost'));
        const writing = store.writer.write([row('x', { code: 126 }), row('y')], refuse);
        await expect(writing).rejects.toThrow(RangeError);
        expect(await store.writer.count()).toBe(1);
        expect(await score(store)).toMatchObject({ unprotectedCount: 1, protectedCount: 0 });
      });

      test('writes that overlap all arrive, none twice', async () => {
        const batches = Array.from({ length: 8 }, (_, i) => [row(`shared`), row(`own-${i}`)]);
        await Promise.all(batches.map((batch) => store.writer.write(batch)));
        expect(await store.writer.count()).toBe(9);
      });
    });

    describe('reading', () => {
      test('a snapshot does not see what is written after it was taken', async () => {
        await store.writer.write([row('x')]);
        await store.reader.withSnapshot(async (snapshot) => {
          await snapshot.riskAcceptances();
          await store.writer.write([row('y')]);
          await store.riskAcceptances.put(acceptance());
          expect(await snapshot.riskAcceptances()).toEqual([]);
        });
        expect(await score(store)).toMatchObject({ totalExecutions: 0, riskAcceptedRows: 2 });
      });

      test('what was acknowledged before a question is in its answer', async () => {
        for (let i = 1; i <= 20; i++) {
          await store.writer.write([row(`row-${i}`)]);
          expect(await score(store)).toMatchObject({ totalExecutions: i });
        }
      });

      test('many questions at once are each answered', async () => {
        await store.writer.write([row('x'), row('y', { code: 126 })]);
        const answers = await Promise.all(Array.from({ length: 50 }, () => score(store)));
        expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
        expect(answers[0]).toMatchObject({ totalExecutions: 2 });
      });

      test('a caller who has left is not answered', async () => {
        const signal = AbortSignal.abort();
        const reading = store.reader.withSnapshot((snapshot) => snapshot.riskAcceptances(), signal);
        await expect(reading).rejects.toMatchObject({ name: StoreError.name, failure: 'cancelled' });
      });

      test('a fault while a snapshot is open reaches the caller and leaves the store usable', async () => {
        const reading = store.reader.withSnapshot(() =>
          Promise.reject(new RangeError('a fault of the question')),
        );
        await expect(reading).rejects.toThrow('a fault of the question');
        expect(await score(store)).toMatchObject({ totalExecutions: 0 });
      });
    });

    test('an open store can be read', async () => {
      await expect(store.check()).resolves.toBeUndefined();
    });

    describe('scope', () => {
      beforeEach(() => store.writer.write([row('x', { org: 'o1' }), row('y', { org: 'o2' })]));

      test('one organization sees its own rows only', async () => {
        expect(await score(store, { kind: 'organization', org: 'o1' })).toMatchObject({ totalExecutions: 1 });
      });

      test('an empty scope matches nothing', async () => {
        await store.writer.write([row('z', { org: '' })]);
        expect(await score(store, { kind: 'organization', org: '' })).toMatchObject({ totalExecutions: 0 });
      });
    });

    describe('risk acceptances', () => {
      test('a change acts on the next question', async () => {
        await store.writer.write([row('x')]);
        await store.riskAcceptances.put(acceptance());
        expect(await score(store)).toMatchObject({
          totalExecutions: 0,
          riskAcceptedCount: 1,
          riskAcceptedRows: 1,
        });
        await store.riskAcceptances.put(acceptance({ status: 'revoked' }));
        expect(await score(store)).toMatchObject({
          totalExecutions: 1,
          riskAcceptedCount: 0,
          riskAcceptedRows: 0,
        });
      });

      riskAcceptanceContract(() => store.riskAcceptances);
    });

    describe('indices', () => indexCatalogContract(() => store));

    describe('the fixture world', () => {
      const cases = fixtureExpectations.map(
        (expectation) => [`${expectation.path}: ${expectation.name}`, expectation] as const,
      );
      let fixture: Store;
      beforeEach(async () => {
        fixture = store;
        await loadWorld(fixture, fixtureWorld);
      });
      test('every expectation holds', async () => {
        for (const [, { path, query, scope, name: title, ...expected }] of cases) {
          const seenBy =
            scope === undefined ? EVERY_ORGANIZATION : ({ kind: 'organization', org: scope } as const);
          const request = { path, query: new URLSearchParams(query) };
          expect(await askStore(fixture.reader, fixtureWorld, request, seenBy), `${path}: ${title}`).toEqual(
            expected,
          );
        }
      });
    });

    test('random questions are answered as the oracle answers them', async () => {
      expect((await compareWorld(store, 1, 60)).differences).toEqual([]);
    });
  });
}
