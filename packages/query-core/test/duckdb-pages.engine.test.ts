import type { ExecutionRow, SortOrder } from '@achilles/types';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NEWEST_FIRST, type PageState, type RowOrder } from '../src/plan/pages.ts';
import { hasCode } from '../src/plan/predicate.ts';
import type { Snapshot } from '../src/ports/result-reader.ts';
import type { Store } from '../src/ports/store.ts';
import { openStore } from '../src/stores/open-store.ts';
import { loadSeed, SEEDS } from './load-seed.ts';
import { expectOrdered, groupPage, listGroups, listRows, rowPage } from './pages-of-store.ts';
import { SORT_FIELDS } from './rows-of-world.ts';

const DIRECTIONS: readonly SortOrder[] = ['asc', 'desc'];

let store: Store;
beforeEach(async () => {
  store = await openStore({ kind: 'duckdb', file: ':memory:' });
});
afterEach(() => store.close());

/** All rows, page after page, each continued from the one before. */
async function walkRows(snapshot: Snapshot, order: RowOrder, size: number): Promise<ExecutionRow[]> {
  const walked: ExecutionRow[] = [];
  let state: PageState | null = null;
  for (;;) {
    const page = await listRows(snapshot, rowPage(order, size, walked.length, state));
    walked.push(...page.rows);
    if (page.rows.length < size) return walked;
    state = page.state;
  }
}

describe('a page of rows', () => {
  const orders = SORT_FIELDS.flatMap((field) =>
    DIRECTIONS.map((direction): RowOrder => ({ field, direction })),
  );

  test('is sorted by every field both ways, and reads every value back', async () => {
    for (const seed of SEEDS) {
      const rows = await loadSeed(store, seed);
      await store.reader.withSnapshot(async (snapshot) => {
        for (const order of orders) {
          const { rows: listed, total } = await listRows(snapshot, rowPage(order, rows.length + 1));
          expect(total).toBe(rows.length);
          expectOrdered(listed, rows, order);
        }
      });
      await store.close();
      store = await openStore({ kind: 'duckdb', file: ':memory:' });
    }
  });

  test('is the same whether it is asked for by its offset or continued', async () => {
    const rows = await loadSeed(store, 4);
    await store.reader.withSnapshot(async (snapshot) => {
      for (const order of orders) {
        const { rows: whole } = await listRows(snapshot, rowPage(order, rows.length));
        expect(await walkRows(snapshot, order, 7)).toEqual(whole);
        const { rows: middle } = await listRows(snapshot, rowPage(order, 10, 25));
        expect(middle).toEqual(whole.slice(25, 35));
      }
    });
  });

  test('past the end has no rows and the right total', async () => {
    const { length } = await loadSeed(store, 2);
    await store.reader.withSnapshot(async (snapshot) => {
      for (const offset of [length, length + 1, Number.MAX_SAFE_INTEGER])
        expect(await listRows(snapshot, rowPage(NEWEST_FIRST, 5, offset))).toMatchObject({
          rows: [],
          total: length,
        });
    });
  });

  test('keeps characters that end strings elsewhere, and sorts by them', async () => {
    const [row] = (await loadSeed(store, 2)) as [ExecutionRow];
    const names = ['a\u0000b', 'a', 'a\u0000', 'A', 'b', '\u{E000}', '\u{1F600}', ''];
    const rows = names.map((category, i) => ({
      ...{ index: 'achilles-results-odd', id: `${i}\u0000`, source: {} },
      execution: { ...row.execution, hostname: 'odd \u0000 host', category, error_code: -7 },
    }));
    await store.writer.write(rows);
    await store.reader.withSnapshot(async (snapshot) => {
      const page = rowPage({ field: 'category', direction: 'asc' }, 20);
      const { rows: listed } = await listRows(snapshot, { ...page, rows: hasCode([-7]) });
      const expected = names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(listed.map(({ execution }) => execution.category)).toEqual(expected);
      const groups = await listGroups(snapshot, groupPage('event_time', 'asc', { rows: hasCode([-7]) }));
      expect(groups.groups.map(({ members }) => members.length)).toEqual([names.length]);
    });
  });
});
