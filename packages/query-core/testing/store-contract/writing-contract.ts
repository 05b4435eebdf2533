import { describe, expect, test } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { score } from './contract-questions.ts';
import { row } from './contract-row.ts';

/** What every store must do with the rows that it is given. */
export function writingContract(opened: () => Store): void {
  describe('writing', () => {
    test('an empty batch is no work', async () => {
      const { writer } = opened();
      expect(await writer.write([])).toEqual({ added: 0, replaced: 0, unchanged: 0 });
      expect(await writer.count()).toBe(0);
    });

    test('the same id in two indices is two rows', async () => {
      const store = opened();
      await store.writer.write([
        row('x', { index: 'achilles-results-a' }),
        row('x', { index: 'achilles-results-b' }),
      ]);
      expect(await store.writer.count()).toBe(2);
      expect(await score(store)).toMatchObject({ totalExecutions: 2 });
    });

    test('a repeat changes nothing', async () => {
      const { writer } = opened();
      const rows = [row('x'), row('y')];
      expect(await writer.write(rows)).toEqual({ added: 2, replaced: 0, unchanged: 0 });
      expect(await writer.write(rows)).toEqual({ added: 0, replaced: 0, unchanged: 2 });
      expect(await writer.count()).toBe(2);
    });

    test('a later version replaces an earlier one, also within a batch', async () => {
      const store = opened();
      const { writer } = store;
      await writer.write([row('x', { code: 101 }), row('y', { code: 101 }), row('x', { code: 126 })]);
      expect(await score(store)).toMatchObject({ protectedCount: 1, unprotectedCount: 1 });
      expect(await writer.write([row('y', { code: 105 }), row('z')])).toEqual({
        added: 1,
        replaced: 1,
        unchanged: 0,
      });
      expect(await score(store)).toMatchObject({ protectedCount: 2, unprotectedCount: 1 });
    });

    test('a writer who may no longer write stores nothing', async () => {
      const store = opened();
      const { writer } = store;
      await writer.write([row('x', { code: 101 })]);
      const refuse = () => Promise.reject(new RangeError('the right to write is lost'));
      const writing = writer.write([row('x', { code: 126 }), row('y')], refuse);
      await expect(writing).rejects.toThrow(RangeError);
      expect(await writer.count()).toBe(1);
      expect(await score(store)).toMatchObject({ unprotectedCount: 1, protectedCount: 0 });
    });

    test('writes that overlap all arrive, none twice', async () => {
      const { writer } = opened();
      const batches = Array.from({ length: 8 }, (_, i) => [row(`shared`), row(`own-${i}`)]);
      await Promise.all(batches.map((batch) => writer.write(batch)));
      expect(await writer.count()).toBe(9);
    });
  });
}
