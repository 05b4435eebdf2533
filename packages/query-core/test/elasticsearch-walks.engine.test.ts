import type { TestElasticsearch } from '@achilles/testkit';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { exportExecutions } from '../src/export-executions.ts';
import { EVERY_ORGANIZATION } from '../src/plan/scope.ts';
import type { Store } from '../src/ports/store.ts';
import { testCursors } from '../testing/differential/ask-store.ts';
import { exportInput } from '../testing/differential/export-fault.ts';
import { ElasticsearchSandbox } from '../testing/elasticsearch/elasticsearch-sandbox.ts';
import { textMapping } from '../testing/elasticsearch/load-raw-world.ts';
import { itemsIn, page, WORLD, walk } from '../testing/store-contract/contract-questions.ts';
import { type RowOptions, row } from '../testing/store-contract/contract-row.ts';

const servers: readonly TestElasticsearch[] = inject('elasticsearch');

const INDICES = ['achilles-results-2026.02', 'achilles-results-2026.03', 'achilles-results-2026.04'];
const FIRST = Date.parse('2026-04-30T10:00:00Z');
const ROWS = 150;
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info', 'odd'];
const indexOf = (i: number): string => INDICES[i % INDICES.length] ?? '';

/** Three rows at each instant; every third instant is a run of a bundle. */
function documentOf(i: number, options: RowOptions = {}) {
  const run = Math.floor(i / 3);
  const { source } = row(`r${i}`, {
    time: FIRST + run * 1_000,
    uuid: `u-${i}`,
    host: `h${run % 5}`,
    severity: SEVERITIES[i % SEVERITIES.length] ?? 'low',
    ...(run % 3 === 0 && { bundle: `b${run}` }),
    ...options,
  });
  return source;
}

describe.each(servers)('walks on $description while another client deletes, changes and adds', ({ url }) => {
  let sandbox: ElasticsearchSandbox;
  let store: Store;

  beforeEach(async () => {
    sandbox = new ElasticsearchSandbox(url);
    store = sandbox.open();
    for (const [i, index] of INDICES.entries()) {
      // An index of another writer is read through other paths, and so over a point in time of its own.
      const isText = (path: string) => i === 1 && path === 'f0rtika.severity';
      await sandbox.client.indices.create({
        index: sandbox.named(index),
        settings: { number_of_shards: i + 1, number_of_replicas: 0 },
        mappings: textMapping(isText) as object,
      });
    }
    const operations = Array.from({ length: ROWS }, (_, i) => [
      { index: { _index: sandbox.named(indexOf(i)), _id: `r${i}` } },
      documentOf(i),
    ]).flat();
    await sandbox.client.bulk({ operations, refresh: true });
  });
  afterEach(async () => {
    await store.close();
    await sandbox.close();
  });

  /** Deletes, changes and adds rows all over the list, ever others. */
  async function disturb(round: number): Promise<void> {
    const spread = (count: number, from: number) =>
      Array.from({ length: count }, (_, i) => (from + round * 11 + i * 23) % ROWS);
    const place = (i: number) => ({ _index: sandbox.named(indexOf(i)), _id: `r${i}` });
    const operations = [
      ...spread(5, 0).map((i) => ({ delete: place(i) })),
      ...spread(5, 7).flatMap((i) => [
        { index: place(i) },
        documentOf(i, { severity: SEVERITIES[round % 6] ?? 'low', time: FIRST + (ROWS - i) * 500 }),
      ]),
      ...spread(3, 3).flatMap((i) => [
        { index: { _index: sandbox.named(indexOf(i)), _id: `new-${round}-${i}` } },
        documentOf(i),
      ]),
    ];
    await sandbox.client.bulk({ operations, refresh: true });
    if (round % 3 === 0)
      await sandbox.client.indices.forcemerge({ index: `${sandbox.prefix}-*`, max_num_segments: 1 });
  }

  test.each([
    'sortField=timestamp',
    'sortField=severity',
    'sortField=severity&sortOrder=asc',
    'sortField=hostname&sortOrder=asc',
    'grouped=true',
    'grouped=true&sortField=severity&sortOrder=asc',
    'grouped=true&sortField=totalCount',
  ])('show the list as it was: %s', async (query) => {
    const before = itemsIn(await page(store, `${query}&pageSize=1000`));
    const pages = await walk(store, `${query}&pageSize=${query.startsWith('grouped') ? 19 : 25}`, disturb);
    expect(pages.flat()).toEqual(before);
    expect(pages.length).toBeGreaterThan(5);
    expect(itemsIn(await page(store, `${query}&pageSize=1000`))).not.toEqual(before);
  });

  test('export the list as it was', async () => {
    const before = itemsIn(await page(store, 'pageSize=1000')) as readonly { readonly id: string }[];
    const seen: string[] = [];
    const context = { reader: store.reader, organizations: [], cursors: testCursors };
    const input = exportInput(new URLSearchParams('from=2000'), EVERY_ORGANIZATION, WORLD.now);
    await exportExecutions(context, input, async ({ rows }) => {
      await disturb(1);
      for await (const batch of rows) {
        seen.push(...batch.map(({ index, id }) => `${index}/${id}`));
        await disturb(2);
      }
    });
    expect(seen).toEqual(before.map(({ id }) => id));
  });

  test.each(['', 'grouped=true&'])('are gone when an index that they read is deleted: %s', async (form) => {
    const { nextCursor } = await page(store, `${form}pageSize=5`);
    await sandbox.client.indices.delete({ index: sandbox.named(INDICES[2] ?? '') });
    const further = page(store, `${form}pageSize=5`, nextCursor);
    await expect(further).rejects.toMatchObject({ name: 'StoreError', failure: 'gone' });
    const { answer } = await page(store, 'pageSize=5');
    expect(answer).toMatchObject({ status: 200, body: { pagination: { totalItems: 100 } } });
  });
});
