import type { ExecutionRow } from '@achilles/types';
import { beforeEach, describe, expect, test } from 'vitest';
import { type ExportedExecutions, exportExecutions } from '../../src/export-executions.ts';
import { EVERY_ORGANIZATION } from '../../src/plan/scope.ts';
import type { Store } from '../../src/ports/store.ts';
import { testCursors } from '../differential/ask-store.ts';
import { exportInput, ReaderLeft } from '../differential/export-fault.ts';
import { page, score, WORLD } from './contract-questions.ts';
import { row } from './contract-row.ts';

const ROWS = 12_000;
const NEWEST = Date.parse('2026-04-30T10:00:00Z');
/** Two rows at each instant, the newest first; a twelfth of them at one and the same. */
const timeOf = (i: number): number => NEWEST - (i < 1_000 ? 0 : i >> 1) * 60_000;
const made = Array.from({ length: ROWS }, (_, i) =>
  row(`r${i}`, {
    index: `achilles-results-${'ab'.charAt(i % 2)}`,
    time: timeOf(i),
    uuid: `u${String(i).padStart(5, '0')}`,
  }),
);
const IDS = made.map(({ id }) => id);

type Use = (exported: ExportedExecutions) => Promise<void>;

function exportAll(store: Store, use: Use, query = '', signal?: AbortSignal): Promise<void> {
  const input = exportInput(new URLSearchParams(`from=2000&${query}`), EVERY_ORGANIZATION, WORLD.now);
  const context = { reader: store.reader, organizations: [], cursors: testCursors };
  return exportExecutions(context, signal === undefined ? input : { ...input, signal }, use);
}

const idsOf = (rows: readonly ExecutionRow[]): string[] => rows.map(({ id }) => id);

const readInto =
  (seen: string[]): Use =>
  async ({ rows }) => {
    for await (const batch of rows) seen.push(...batch.map(({ id }) => id));
  };

/** An export reads every row once, newest first, as of one instant. */
export function exportContract(opened: () => Store): void {
  describe('exports of many rows', () => {
    let store: Store;
    beforeEach(async () => {
      store = opened();
      // The oldest first, so that the order of writing is not the one that is asked for.
      await store.writer.write(made.toReversed());
    });
    const disturb = () =>
      store.writer.write([
        row('late', { time: NEWEST - 1 }),
        row('newest', { time: NEWEST + 1 }),
        row('r11998', { index: 'achilles-results-a', time: NEWEST + 2 }),
        row('r1', { index: 'achilles-results-b', time: NEWEST - 10 ** 9 }),
      ]);

    test('hold every row once, newest first, whoever writes meanwhile', async () => {
      const seen: string[] = [];
      await exportAll(store, async ({ rows }) => {
        for await (const batch of rows) {
          seen.push(...idsOf(batch));
          await disturb();
        }
      });
      expect(seen).toEqual(IDS);
    });

    test('go on by cursor where their reader left, in the same snapshot, as often as that takes', async () => {
      const seen: string[] = [];
      let cursor = '';
      const leaving = exportAll(store, async (exported) => {
        cursor = exported.cursor;
        for await (const batch of exported.rows) {
          seen.push(...idsOf(batch));
          throw new ReaderLeft();
        }
      });
      await expect(leaving).rejects.toThrow(ReaderLeft);
      await disturb();
      // Of the last rows it is not known whether they arrived.
      seen.splice(seen.length - 7);
      const further = `cursor=${cursor}&skip=${seen.length}`;
      await exportAll(store, readInto(seen), further);
      expect(seen).toEqual(IDS);
      const again: string[] = [];
      await exportAll(store, readInto(again), `cursor=${cursor}`);
      expect(again).toEqual(IDS);
    });

    test('leave out as many rows as they are asked to', async () => {
      let cursor = '';
      await exportAll(store, async (exported) => {
        cursor = exported.cursor;
      });
      for (const skip of [1, 999, 1_001, 11_999, 12_000, 13_000]) {
        const seen: string[] = [];
        await exportAll(store, readInto(seen), `cursor=${cursor}&skip=${skip}`);
        expect(seen, `without ${skip}`).toEqual(IDS.slice(skip));
      }
    });

    test('that are broken off leave the store usable', async () => {
      const leaving = new AbortController();
      const aborted = exportAll(
        store,
        async ({ rows }) => {
          for await (const _ of rows) leaving.abort();
        },
        '',
        leaving.signal,
      );
      const outcome = await aborted.then(
        () => 'read to its end',
        (error: unknown) => (error as { readonly failure?: string }).failure,
      );
      // A store may have had all of it read before the signal came.
      expect(['cancelled', 'read to its end']).toContain(outcome);
      await exportAll(store, async ({ rows }) => {
        for await (const _ of rows) break;
      });
      expect(await score(store)).toMatchObject({ totalExecutions: ROWS });
      expect((await page(store, 'page=120&pageSize=100')).answer.status).toBe(200);
    });
  });

  describe('exports of few rows', () => {
    test('of nothing have no rows', async () => {
      await opened().writer.write([row('x'), row('y')]);
      const seen: string[] = [];
      await exportAll(opened(), readInto(seen), 'hostnames=nowhere');
      expect(seen).toEqual([]);
    });

    test('have cursors of their own', async () => {
      await opened().writer.write([row('x'), row('y')]);
      const { nextCursor } = await page(opened(), 'pageSize=1');
      const asking = exportAll(opened(), () => Promise.reject(new ReaderLeft()), `cursor=${nextCursor}`);
      await expect(asking).rejects.toMatchObject({ status: 400, details: [{ path: 'cursor' }] });
    });
  });
}
