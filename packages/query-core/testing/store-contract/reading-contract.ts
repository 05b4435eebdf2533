import { beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { StoreError } from '../../src/ports/store-error.ts';
import { acceptance, score } from './contract-questions.ts';
import { row } from './contract-row.ts';

/** What every store must keep to when it is read. */
export function readingContract(opened: () => Store): void {
  describe('reading', () => {
    test('a snapshot does not see what is written after it was taken', async () => {
      const store = opened();
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
      const store = opened();
      for (let i = 1; i <= 20; i++) {
        await store.writer.write([row(`row-${i}`)]);
        expect(await score(store)).toMatchObject({ totalExecutions: i });
      }
    });

    test('many questions at once are each answered', async () => {
      const store = opened();
      await store.writer.write([row('x'), row('y', { code: 126 })]);
      const answers = await Promise.all(Array.from({ length: 50 }, () => score(store)));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(answers[0]).toMatchObject({ totalExecutions: 2 });
    });

    test('a caller who has left is not answered', async () => {
      const signal = AbortSignal.abort();
      const reading = opened().reader.withSnapshot((snapshot) => snapshot.riskAcceptances(), signal);
      await expect(reading).rejects.toMatchObject({ name: StoreError.name, failure: 'cancelled' });
    });

    test.each([
      new RangeError('a fault of the question'),
      new Error('a connection that the caller wrote to is gone'),
    ])(
      'a fault while a snapshot is open reaches the caller as it is, and leaves the store usable: %s',
      async (fault) => {
        const store = opened();
        const reading = store.reader.withSnapshot(() => Promise.reject(fault));
        await expect(reading).rejects.toBe(fault);
        expect(await score(store)).toMatchObject({ totalExecutions: 0 });
      },
    );

    test('an open store can be read', async () => {
      await expect(opened().check()).resolves.toBeUndefined();
    });
  });

  describe('scope', () => {
    beforeEach(() => opened().writer.write([row('x', { org: 'o1' }), row('y', { org: 'o2' })]));

    test('one organization sees its own rows only', async () => {
      const own = await score(opened(), { kind: 'organization', org: 'o1' });
      expect(own).toMatchObject({ totalExecutions: 1 });
    });

    test('an empty scope matches nothing', async () => {
      await opened().writer.write([row('z', { org: '' })]);
      const nobodys = await score(opened(), { kind: 'organization', org: '' });
      expect(nobodys).toMatchObject({ totalExecutions: 0 });
    });
  });

  describe('risk acceptances', () => {
    test('a change acts on the next question', async () => {
      const store = opened();
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
  });
}
