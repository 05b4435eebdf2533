import type { TestElasticsearch } from '@achilles/testkit';
import { type ExecutionRow, readExecution } from '@achilles/types';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { NEWEST_FIRST, type RowOrder } from '../src/plan/pages.ts';
import { every, hasValue } from '../src/plan/predicate.ts';
import { EVERY_ORGANIZATION } from '../src/plan/scope.ts';
import type { Store } from '../src/ports/store.ts';
import { RESULTS_MAPPING } from '../src/stores/elasticsearch/indices/results-mapping.ts';
import { ElasticsearchSandbox } from '../testing/elasticsearch/elasticsearch-sandbox.ts';
import { list, streamAll, walk } from '../testing/elasticsearch/list-rows.ts';
import { inNaiveOrder, nameOf, sortedBy } from '../testing/elasticsearch/naive-order.ts';
import { documentOf } from '../testing/elasticsearch/rows.ts';

const servers: readonly TestElasticsearch[] = inject('elasticsearch');

const ROWS = 25_000;
const IN_ONE_INSTANT = 12_000;
const CROWDED = Date.parse('2026-03-15T08:30:00.123Z');
const START = Date.parse('2026-01-01T00:00:00Z');
const SEVERITIES = ['critical', 'low', undefined, 'info', 'weird', 'high', 'medium', 'also weird'];
const KEYWORD = { type: 'keyword' } as const;
const TEXT = { type: 'text', fields: { keyword: KEYWORD } } as const;

interface Stored {
  readonly index: string;
  readonly id: string;
  readonly source: Readonly<Record<string, unknown>>;
}

/** 12,000 rows of one millisecond among 13,000 of a hundred days; every seventh in an index that maps strings as text. */
function documents(named: (index: string) => string): Stored[] {
  return Array.from({ length: ROWS }, (_, i) => {
    const spread = START + ((i * 7_919) % 100) * 86_400_000 + ((i * 104_729) % 86_400_000);
    const fields = {
      id: `row-${i}`,
      time: i < IN_ONE_INSTANT ? CROWDED : spread,
      host: `host-${(i * 31) % 700}`,
      uuid: `uuid-${(i * 17) % 90}`,
      org: `o${i % 4}`,
      code: [101, 126, 0, 3_221_225_477, 999][i % 5] ?? 101,
    };
    const source = documentOf(fields);
    const severity = SEVERITIES[i % SEVERITIES.length];
    const score = i % 3 === 0 ? undefined : ((i * 13) % 400) / 4;
    const f0rtika = { ...source.f0rtika, severity, score };
    const index = named(i % 7 === 0 ? 'achilles-results-text' : `achilles-results-${i % 2}`);
    return { index, id: fields.id, source: { ...source, f0rtika } };
  });
}

async function makeIndices({
  client,
  named,
}: {
  client: ElasticsearchSandbox['client'];
  named: (i: string) => string;
}) {
  const { routing, event, f0rtika } = RESULTS_MAPPING.properties as Record<string, { properties: object }>;
  const text = {
    routing: { properties: { ...routing?.properties, hostname: TEXT } },
    event,
    f0rtika: { properties: { ...f0rtika?.properties, severity: TEXT, test_uuid: TEXT } },
  };
  for (const [index, shards, properties] of [
    ['achilles-results-0', 3, RESULTS_MAPPING.properties],
    ['achilles-results-1', 1, RESULTS_MAPPING.properties],
    ['achilles-results-text', 2, text],
  ] as const)
    await client.indices.create({
      index: named(index),
      settings: { number_of_shards: shards, number_of_replicas: 0 },
      mappings: { dynamic: false, properties } as object,
    });
}

describe.each(servers)('25,000 rows, 12,000 of them of one millisecond, on $name', ({ url }) => {
  let sandbox: ElasticsearchSandbox;
  let store: Store;
  let rows: ExecutionRow[];

  beforeAll(async () => {
    sandbox = new ElasticsearchSandbox(url);
    store = sandbox.open();
    const named = (index: string) => sandbox.named(index);
    await makeIndices({ client: sandbox.client, named });
    const stored = documents(named);
    for (let i = 0; i < stored.length; i += 5_000) {
      const operations = stored
        .slice(i, i + 5_000)
        .flatMap(({ index, id, source }) => [{ index: { _index: index, _id: id } }, source]);
      await sandbox.client.bulk({ operations });
    }
    await sandbox.client.indices.refresh({ index: sandbox.settings.pattern });
    rows = stored.flatMap(({ index, id, source }) => {
      const { execution } = readExecution(source);
      return execution === null ? [] : [{ index, id, execution }];
    });
  });
  afterAll(async () => {
    await store.close();
    await sandbox.close();
  });

  const ORDERS: RowOrder[] = [
    NEWEST_FIRST,
    { field: 'event_time', direction: 'asc' },
    { field: 'hostname', direction: 'asc' },
    { field: 'test_uuid', direction: 'desc' },
    { field: 'error_code', direction: 'desc' },
    { field: 'score', direction: 'asc' },
    { field: 'score', direction: 'desc' },
    { field: 'severity', direction: 'desc' },
    { field: 'severity', direction: 'asc' },
    { field: 'is_protected', direction: 'asc' },
    { field: 'bundle_id', direction: 'desc' },
  ];
  const OFFSETS = [999, 1_001, 4_990, 9_999, 13_500, 20_000, 24_995, ROWS, Number.MAX_SAFE_INTEGER];

  async function expectPages(order: RowOrder, offsets: readonly number[]): Promise<void> {
    const expected = inNaiveOrder(rows, order).map((row) => sortedBy(row, order));
    for (const offset of offsets) {
      const page = await list(store.reader, { order, offset, size: 10 });
      expect(page.total).toBe(ROWS);
      const found = page.rows.map((row) => sortedBy(row, order));
      expect(found, `${offset}`).toEqual(expected.slice(offset, offset + 10));
    }
  }

  test.each(ORDERS)('any page by $field $direction', (order) => expectPages(order, OFFSETS));

  test('any page of one index group', async () => {
    const order = { field: 'hostname', direction: 'desc' } as const;
    const concrete = sandbox.open({ pattern: sandbox.named('achilles-results-0') });
    const own = rows.filter(({ index }) => index.endsWith('results-0'));
    const expected = inNaiveOrder(own, order).map((row) => sortedBy(row, order));
    for (const offset of [1, 1_000, 5_000, 10_000, own.length - 3]) {
      const page = await list(concrete.reader, { order, offset, size: 7 });
      expect(page.total).toBe(own.length);
      expect(page.rows.map((row) => sortedBy(row, order))).toEqual(expected.slice(offset, offset + 7));
    }
    await concrete.close();
  });

  test('a walk meets every row once', async () => {
    const order = { field: 'severity', direction: 'asc' } as const;
    const found = await walk(store.reader, order, 1_000);
    expect(found.map((row) => sortedBy(row, order))).toEqual(
      inNaiveOrder(rows, order).map((row) => sortedBy(row, order)),
    );
    expect(new Set(found.map(nameOf)).size).toBe(ROWS);
  });

  test('a stream gives all rows once, newest first, and what is left after some are skipped', async () => {
    const expected = inNaiveOrder(rows, NEWEST_FIRST).map((row) => sortedBy(row, NEWEST_FIRST));
    const found = await streamAll(store.reader);
    expect(found.map((row) => sortedBy(row, NEWEST_FIRST))).toEqual(expected);
    expect(new Set(found.map(nameOf)).size).toBe(ROWS);
    for (const skip of [1, 6_000, 12_345, ROWS - 1, ROWS, ROWS + 1]) {
      const rest = await streamAll(store.reader, skip);
      expect(rest.map((row) => sortedBy(row, NEWEST_FIRST))).toEqual(expected.slice(skip));
    }
  });

  test('a stream is read no further than it is asked for, and not all at once', async () => {
    const stream = { scope: EVERY_ORGANIZATION, rows: every(hasValue('org', ['o1'])), skip: 0 };
    const sizes = await store.reader.withSnapshot(async (snapshot) => {
      const found: number[] = [];
      for await (const batch of snapshot.stream(stream)) {
        found.push(batch.length);
        if (found.length === 2) break;
      }
      return found;
    });
    expect(Math.max(...sizes)).toBeLessThanOrEqual(5_000);
  });

  test('where an operator allows 50 rows in one search, every page and stream is the same', async () => {
    const index = sandbox.named('achilles-results-*');
    await sandbox.client.indices.putSettings({ index, settings: { max_result_window: 50 } });
    try {
      await expectPages(NEWEST_FIRST, [0, 120, 1_001, 20_000]);
      await expectPages({ field: 'score', direction: 'desc' }, [0, 120, 24_995]);
      const page = await list(store.reader, { size: 700 });
      expect(page.rows).toHaveLength(700);
      expect(new Set(page.rows.map(nameOf)).size).toBe(700);
    } finally {
      await sandbox.client.indices.putSettings({ index, settings: { max_result_window: 10_000 } });
    }
  });
});
