import type { TestElasticsearch } from '@achilles/testkit';
import type { ExecutionRow, GroupSort } from '@achilles/types';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { GroupPage, GroupPageAnswer, PageState } from '../src/plan/pages.ts';
import { every } from '../src/plan/predicate.ts';
import { EVERY_ORGANIZATION } from '../src/plan/scope.ts';
import type { Store } from '../src/ports/store.ts';
import type { GroupReader } from '../src/stores/elasticsearch/answer/group-reader.ts';
import { answerGroupPage } from '../src/stores/elasticsearch/answer/groups/answer-group-page.ts';
import { openView, type View } from '../src/stores/elasticsearch/answer/view.ts';
import { ElasticsearchCalls } from '../src/stores/elasticsearch/client/elasticsearch-calls.ts';
import { NodeWatch } from '../src/stores/elasticsearch/client/node-watch.ts';
import { indexGroups } from '../src/stores/elasticsearch/indices/index-groups.ts';
import { readCapabilities } from '../src/stores/elasticsearch/indices/read-capabilities.ts';
import { RESULTS_MAPPING } from '../src/stores/elasticsearch/indices/results-mapping.ts';
import { fieldsOfPlan } from '../src/stores/elasticsearch/query/fields-of-plan.ts';
import { ElasticsearchSandbox } from '../testing/elasticsearch/elasticsearch-sandbox.ts';
import { groupedWorld } from '../testing/elasticsearch/grouped-world.ts';
import { createRng } from '../testing/worlds/rng.ts';
import type { RawDocument } from '../testing/worlds/world.ts';
import { compareRows, groupsOf, type NaiveGroup, rowsOfWorld } from './rows-of-world.ts';

const servers: readonly TestElasticsearch[] = inject('elasticsearch');

const SORTS: readonly GroupSort[] = [
  ...(['event_time', 'hostname', 'test_name', 'severity'] as const),
  ...(['totalCount', 'protectedCount', 'unprotectedCount'] as const),
];
const ORDERS = SORTS.flatMap((by) => (['asc', 'desc'] as const).map((direction) => ({ by, direction })));
const LIMITS = { deadlineMs: 60_000, overloadMs: 5_000 };
const LONG_MS = 300_000;

/** A part of a list of groups: from where, and how many. */
interface Reach {
  readonly offset?: number;
  readonly size?: number;
  readonly state?: PageState | null;
}

function pageOf({ by, direction }: GroupPage['order'], { offset = 0, size = 25, state = null }: Reach = {}) {
  const isCount = by === 'totalCount' || by === 'protectedCount' || by === 'unprotectedCount';
  return {
    kind: 'group-page',
    rows: every(),
    order: { by, direction },
    members: isCount ? { field: 'event_time', direction: 'desc' } : { field: by, direction },
    start: { offset, state },
    size,
  } as const satisfies GroupPage;
}

const planOf = (page: GroupPage) => ({ scope: EVERY_ORGANIZATION, parts: { page } });

const namesOf = (rows: readonly ExecutionRow[]): string[] => rows.map(({ index, id }) => `${index}/${id}`);

/** Members that are equal in all that decides may come in any order. */
function expectGroups({ groups }: GroupPageAnswer, expected: readonly NaiveGroup[], page: GroupPage): void {
  expect(groups.map(({ key }) => key)).toEqual(expected.map(({ key }) => key));
  const compare = compareRows(page.members);
  for (const [i, { members }] of groups.entries()) {
    expect(namesOf(members).sort()).toEqual(namesOf(expected[i]?.members ?? []).sort());
    expect(members.toSorted(compare)).toEqual(members);
  }
}

async function load({ client }: ElasticsearchSandbox, documents: readonly RawDocument[]): Promise<void> {
  for (let i = 0; i < documents.length; i += 5_000) {
    const operations = documents
      .slice(i, i + 5_000)
      .flatMap(({ index, id, source }) => [{ index: { _index: index, _id: id } }, source]);
    const { errors } = await client.bulk({ operations, refresh: true });
    expect(errors).toBe(false);
  }
}

const KEYWORD_BESIDE = { type: 'text', fields: { keyword: { type: 'keyword' } } } as const;
const OTHER_MAPPING = {
  dynamic: false,
  properties: {
    ...RESULTS_MAPPING.properties,
    routing: {
      properties: {
        event_time: { type: 'date', format: 'strict_date_time||epoch_millis' },
        oid: KEYWORD_BESIDE,
        hostname: KEYWORD_BESIDE,
      },
    },
  },
};

describe.each(servers)('$name', ({ url }) => {
  let sandbox: ElasticsearchSandbox;
  beforeAll(() => {
    sandbox = new ElasticsearchSandbox(url);
  });
  afterAll(() => sandbox.close());

  /** Opens indices in whatever ways they are read. */
  async function viewOf(index: string, calls: ElasticsearchCalls): Promise<View> {
    const fields = new Set(ORDERS.flatMap((order) => [...fieldsOfPlan(planOf(pageOf(order)))]));
    const groups = indexGroups(await readCapabilities(calls, index), fields, index);
    return openView(sandbox.client, calls, { asOf: 0, fields, groups });
  }

  describe.each([
    { among: 'indices that are read alike', mappings: [RESULTS_MAPPING, RESULTS_MAPPING, RESULTS_MAPPING] },
    { among: 'indices that are read apart', mappings: [RESULTS_MAPPING, OTHER_MAPPING, OTHER_MAPPING] },
  ])('groups among $among, in slices of 40 rows', ({ mappings }) => {
    const prefix = `groups${new Set(mappings).size}`;
    let view: View;
    let readers: readonly GroupReader[];
    let documents: RawDocument[];
    beforeAll(async () => {
      const names = mappings.map((_, i) => sandbox.named(`${prefix}-${i}`));
      for (const [i, index] of names.entries()) {
        // No operator allows so little; what is larger than one search gives is read by several.
        const settings = { number_of_shards: i + 1, number_of_replicas: 0, max_result_window: 50 };
        await sandbox.client.indices.create({ index, settings, mappings: mappings[i] as object });
      }
      documents = groupedWorld(createRng(mappings.length), 400, names);
      await load(sandbox, documents);
      const calls = new ElasticsearchCalls(sandbox.client, new NodeWatch(sandbox.client), {
        ...LIMITS,
        deadlineMs: LONG_MS,
      });
      view = await viewOf(sandbox.named(`${prefix}-*`), calls);
      readers = view.readers(new Set(), calls, []);
      expect(readers).toHaveLength(new Set(mappings).size);
    });
    afterAll(() => view.close(sandbox.client));

    const ask = (page: GroupPage) =>
      answerGroupPage(readers, { scope: EVERY_ORGANIZATION, leftOut: [] }, page, 40);

    test.each(ORDERS)('by $by $direction, page after page and each anew', async (order) => {
      const rows = rowsOfWorld({ documents } as never);
      const expected = groupsOf(rows, order, pageOf(order).members);
      const totals = { total: expected.length, totalRows: documents.length };
      const size = 60;
      let state: PageState | null = null;
      for (let offset = 0; offset < expected.length + size; offset += size) {
        const page = pageOf(order, { offset, size, state });
        const answer: GroupPageAnswer = await ask(page);
        expectGroups(answer, expected.slice(offset, offset + size), page);
        expect(answer).toMatchObject(totals);
        state = answer.state;
      }
      for (const offset of [100, Number.MAX_SAFE_INTEGER]) {
        const page = pageOf(order, { offset, size });
        const answer = await ask(page);
        expectGroups(answer, expected.slice(offset, offset + size), page);
        expect(answer).toMatchObject(totals);
      }
    });
  });

  describe('30,000 standalone rows, half of them at one instant, and a run of 2,000 controls', () => {
    const start = Date.parse('2026-04-01T00:00:00Z');
    let store: Store;
    let rows: ExecutionRow[];
    beforeAll(async () => {
      store = sandbox.open();
      const index = sandbox.named('achilles-results-large');
      const settings = { number_of_shards: 3, number_of_replicas: 0 };
      await sandbox.client.indices.create({ index, settings, mappings: RESULTS_MAPPING as object });
      const source = (i: number, time: number, bundle: object = {}) => ({
        routing: { event_time: time, oid: `o${i % 3}`, hostname: `h${i % 500}` },
        event: { ERROR: [101, 105, 0][i % 3] },
        f0rtika: { test_uuid: `u${i % 7_000}`, test_name: `Test ${i % 90}`, severity: 'low', ...bundle },
      });
      const documents = Array.from({ length: 30_000 }, (_, i) => ({
        ...{ index, id: `s${i}` },
        source: source(i, i % 2 === 0 ? start : start + i * 60_000),
      }));
      const run = Array.from({ length: 2_000 }, (_, i) => {
        const bundle = { bundle_id: 'large', is_bundle_control: true, test_uuid: `large::${i}` };
        const fields = source(i, start + 1, bundle);
        return { index, id: `b${i}`, source: { ...fields, routing: { ...fields.routing, hostname: 'h1' } } };
      });
      rows = rowsOfWorld({ documents: [...documents, ...run] } as never);
      await load(sandbox, [...documents, ...run]);
    }, LONG_MS);
    afterAll(() => store.close());

    const ask = (page: GroupPage) =>
      store.reader.withSnapshot(async (snapshot) => (await snapshot.run(planOf(page))).page);

    test.each<GroupPage['order']>([
      { by: 'event_time', direction: 'asc' },
      { by: 'hostname', direction: 'desc' },
      { by: 'test_name', direction: 'asc' },
      { by: 'totalCount', direction: 'desc' },
      { by: 'unprotectedCount', direction: 'desc' },
    ])('any page by $by $direction', async (order) => {
      const expected = groupsOf(rows, order, pageOf(order).members);
      for (const [offset, size] of [
        [0, 25],
        [9_990, 1_000],
        [expected.length - 10, 25],
      ] as const) {
        const page = pageOf(order, { offset, size });
        const answer = await ask(page);
        expectGroups(answer, expected.slice(offset, offset + size), page);
        expect(answer).toMatchObject({ total: expected.length, totalRows: 32_000 });
      }
    });

    test('page after page of a held snapshot', async () => {
      const order = { by: 'event_time', direction: 'desc' } as const;
      const expected = groupsOf(rows, order, pageOf(order).members);
      const size = 1_000;
      const first = await store.reader.withSnapshot(async (snapshot) => {
        const { page } = await snapshot.run(planOf(pageOf(order, { size })));
        return { page, id: await snapshot.hold() };
      });
      expectGroups(first.page, expected.slice(0, size), pageOf(order));
      let { state } = first.page;
      for (let offset = size; offset < expected.length; offset += size) {
        const page = pageOf(order, { offset, size, state });
        const answer = await store.reader.withHeld(
          first.id,
          async (snapshot) => (await snapshot.run(planOf(page))).page,
        );
        expectGroups(answer, expected.slice(offset, offset + size), page);
        state = answer.state;
      }
      await store.reader.release(first.id);
    });
  });

  describe('what can not be read exactly is refused', () => {
    const short = { type: 'keyword', ignore_above: 20 } as const;
    const { f0rtika } = RESULTS_MAPPING.properties as Record<string, { properties: object }>;
    test.each([
      ['an id of a bundle that its index did not keep', { bundle_id: 'longer than twenty characters' }],
      ['a severity that its index did not keep', { severity: 'longer than twenty characters' }],
      ['a row with two severities', { severity: ['low', 'high'] }],
    ])('%s', async (name, fields) => {
      const index = sandbox.named(`refused-${name.replaceAll(' ', '-')}`);
      const mapped = { ...f0rtika?.properties, bundle_id: short, severity: short };
      const properties = { ...RESULTS_MAPPING.properties, f0rtika: { properties: mapped } };
      await sandbox.client.indices.create({ index, mappings: { properties } as object });
      const source = {
        routing: { event_time: 0, oid: 'o1', hostname: 'h1' },
        f0rtika: { test_uuid: 'u', test_name: 'T', is_bundle_control: true, ...fields },
      };
      await load(sandbox, [{ index, id: 'a', source }]);
      const store = sandbox.open({ pattern: index });
      const plan = planOf(pageOf({ by: 'severity', direction: 'asc' }));
      const asked = store.reader.withSnapshot((snapshot) => snapshot.run(plan));
      await expect(asked).rejects.toMatchObject({ failure: 'unreadable' });
      await store.close();
    });
  });
});
