import { parseRequest } from '@achilles/types';
import { beforeEach, describe, expect, test } from 'vitest';
import type { RowPage } from '../../src/plan/pages.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { EVERY_ORGANIZATION } from '../../src/plan/scope.ts';
import type { Snapshot } from '../../src/ports/result-reader.ts';
import type { Store } from '../../src/ports/store.ts';
import { prepareQuestion } from '../../src/prepare-question.ts';
import { pageRequest, score, WORLD } from './contract-questions.ts';
import { row } from './contract-row.ts';

interface OnePage extends Plan {
  readonly parts: { readonly page: RowPage };
}

/** The plan of a page that holds every row. */
function wholePage(): OnePage {
  const endpoint = 'paginatedExecutions';
  const parameters = parseRequest(endpoint, pageRequest('pageSize=1000').query);
  const question = prepareQuestion({ endpoint, parameters, scope: EVERY_ORGANIZATION, now: WORLD.now });
  return question.plan({ accepted: [], organizations: [] }).plan as OnePage;
}

const GONE = { name: 'StoreError', failure: 'gone' };

/** A snapshot that is held outlives the request that made it, until it is let go. */
export function heldContract(opened: () => Store): void {
  describe('held snapshots', () => {
    let store: Store;
    let held: string;
    const idsIn = async (snapshot: Snapshot): Promise<string[]> => {
      const { page } = await snapshot.run(wholePage());
      return page.rows.map(({ id }) => id).toSorted();
    };
    beforeEach(async () => {
      store = opened();
      await store.writer.write([row('x'), row('y', { index: 'achilles-results-b' })]);
      held = await store.reader.withSnapshot(async (snapshot) => {
        await snapshot.run(wholePage());
        return snapshot.hold();
      });
    });

    test('are read again as they were, also by several at once', async () => {
      await store.writer.write([row('z'), row('x', { code: 126 })]);
      const read = () => store.reader.withHeld(held, idsIn);
      expect(await read()).toEqual(['x', 'y']);
      expect(await Promise.all([read(), read(), read()])).toEqual(Array(3).fill(['x', 'y']));
      const codes = await store.reader.withHeld(held, async (snapshot) => {
        const { page } = await snapshot.run(wholePage());
        return page.rows.map(({ execution }) => execution.error_code);
      });
      expect(codes).toEqual([101, 101]);
      expect(await store.reader.withSnapshot(idsIn)).toEqual(['x', 'y', 'z']);
    });

    test('are of the instant at which they were taken', async () => {
      const [first, again] = [
        await store.reader.withHeld(held, async ({ asOf }) => asOf),
        await store.reader.withHeld(held, async ({ asOf }) => asOf),
      ];
      expect(again).toBe(first);
    });

    test('stay held where their use fails', async () => {
      const failing = store.reader.withHeld(held, () => Promise.reject(new RangeError('a fault of the use')));
      await expect(failing).rejects.toThrow('a fault of the use');
      expect(await store.reader.withHeld(held, idsIn)).toEqual(['x', 'y']);
    });

    test('are not for a caller who has left, and stay held', async () => {
      const reading = store.reader.withHeld(held, idsIn, AbortSignal.abort());
      await expect(reading).rejects.toMatchObject({ name: 'StoreError', failure: 'cancelled' });
      expect(await store.reader.withHeld(held, idsIn)).toEqual(['x', 'y']);
    });

    test('are gone once they are released', async () => {
      await store.reader.release(held);
      await expect(store.reader.withHeld(held, idsIn)).rejects.toMatchObject(GONE);
      await expect(store.reader.release(held)).resolves.toBeUndefined();
      expect(await score(store)).toMatchObject({ totalExecutions: 2 });
    });

    test('that never were are gone', async () => {
      await expect(store.reader.withHeld('AAAAAAAAAAAAAAAAAAAAAA', idsIn)).rejects.toMatchObject(GONE);
    });

    test('are many, each of its own instant', async () => {
      const ids: string[] = [];
      for (let i = 0; i < 20; i++) {
        ids.push(
          await store.reader.withSnapshot(async (snapshot) => {
            await snapshot.run(wholePage());
            return snapshot.hold();
          }),
        );
        await store.writer.write([row(`later-${i}`)]);
      }
      for (const [i, id] of ids.entries())
        expect(await store.reader.withHeld(id, idsIn), `held ${i}`).toHaveLength(2 + i);
    });
  });
}
