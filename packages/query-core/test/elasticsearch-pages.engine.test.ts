import type { TestElasticsearch } from '@achilles/testkit';
import { type ExecutionRow, ROW_SORT_NAMES, type SortField } from '@achilles/types';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { RowOrder } from '../src/plan/pages.ts';
import type { Store } from '../src/ports/store.ts';
import { ElasticsearchSandbox } from '../testing/elasticsearch/elasticsearch-sandbox.ts';
import { list, streamAll, walk } from '../testing/elasticsearch/list-rows.ts';
import { loadRawWorld } from '../testing/elasticsearch/load-raw-world.ts';
import { inNaiveOrder, nameOf, rowsOf, sortedBy } from '../testing/elasticsearch/naive-order.ts';
import { fixtureWorld } from '../testing/worlds/fixture-world.ts';
import { randomWorld } from '../testing/worlds/random-world.ts';
import { createRng } from '../testing/worlds/rng.ts';
import type { World } from '../testing/worlds/world.ts';

const servers: readonly TestElasticsearch[] = inject('elasticsearch');
const ORDERS: RowOrder[] = [...new Set<SortField>(Object.values(ROW_SORT_NAMES))].flatMap((field) =>
  (['asc', 'desc'] as const).map((direction) => ({ field, direction })),
);

/** Rows that are equal in all that decides may come in any order; every row comes once. */
function expectInOrder(found: readonly ExecutionRow[], all: readonly ExecutionRow[], order: RowOrder): void {
  const expected = inNaiveOrder(all, order);
  expect(found.map((row) => sortedBy(row, order))).toEqual(expected.map((row) => sortedBy(row, order)));
  expect(found.map(nameOf).sort()).toEqual(expected.map(nameOf).sort());
}

describe.each(servers)('$name', ({ url }) => {
  const worlds: [name: string, world: World][] = [
    ['the fixture', fixtureWorld],
    ['random world 11', randomWorld(11)],
    ['random world 12', randomWorld(12)],
  ];

  describe.each(worlds)('%s is listed', (_, given) => {
    let sandbox: ElasticsearchSandbox;
    let store: Store;
    let rows: ExecutionRow[];
    beforeAll(async () => {
      sandbox = new ElasticsearchSandbox(url);
      store = sandbox.open();
      rows = rowsOf(await loadRawWorld(sandbox, sandbox.ownWorld(given), createRng(given.seed)));
    });
    afterAll(async () => {
      await store.close();
      await sandbox.close();
    });

    test.each(ORDERS)('by $field $direction, page by page', async (order) => {
      expectInOrder(await walk(store.reader, order, 41), rows, order);
      const { total } = await list(store.reader, { order, size: 1 });
      expect(total).toBe(rows.length);
    });

    test('any page by itself as in one page', async () => {
      for (const [i, order] of ORDERS.entries()) {
        const whole = await list(store.reader, { order });
        const offset = 1 + ((i * 37) % rows.length);
        const page = await list(store.reader, { order, offset, size: 5 });
        expect(page.total).toBe(rows.length);
        const expected = whole.rows.slice(offset, offset + 5).map((row) => sortedBy(row, order));
        expect(page.rows.map((row) => sortedBy(row, order))).toEqual(expected);
      }
    });

    test('in one stream', async () => {
      const order = { field: 'event_time', direction: 'desc' } as const;
      expectInOrder(await streamAll(store.reader), rows, order);
    });
  });
});
