import type { TestElasticsearch } from '@achilles/testkit';
import type { GroupSort } from '@achilles/types';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { GroupPage, GroupPageAnswer, PageState } from '../src/plan/pages.ts';
import { every } from '../src/plan/predicate.ts';
import { EVERY_ORGANIZATION } from '../src/plan/scope.ts';
import type { GroupReader } from '../src/stores/elasticsearch/answer/group-reader.ts';
import { answerGroupPage } from '../src/stores/elasticsearch/answer/groups/answer-group-page.ts';
import { openPointInTime } from '../src/stores/elasticsearch/answer/point-in-time.ts';
import { ElasticsearchCalls } from '../src/stores/elasticsearch/client/elasticsearch-calls.ts';
import { NodeWatch } from '../src/stores/elasticsearch/client/node-watch.ts';
import { indexGroups } from '../src/stores/elasticsearch/indices/index-groups.ts';
import { readCapabilities } from '../src/stores/elasticsearch/indices/read-capabilities.ts';
import { RESULTS_MAPPING } from '../src/stores/elasticsearch/indices/results-mapping.ts';
import { fieldsOfPlan } from '../src/stores/elasticsearch/query/fields-of-plan.ts';
import { ElasticsearchSandbox } from '../testing/elasticsearch/elasticsearch-sandbox.ts';
import { groupedWorld } from '../testing/elasticsearch/grouped-world.ts';
import { naiveGroups } from '../testing/elasticsearch/naive-groups.ts';
import { createRng } from '../testing/worlds/rng.ts';
import type { RawDocument } from '../testing/worlds/world.ts';

const servers: readonly TestElasticsearch[] = inject('elasticsearch');

const SORTS: readonly GroupSort[] = [
  ...(['event_time', 'hostname', 'test_name', 'severity'] as const),
  ...(['totalCount', 'protectedCount', 'unprotectedCount'] as const),
];
const ORDERS = SORTS.flatMap((by) => (['asc', 'desc'] as const).map((direction) => ({ by, direction })));

function pageOf(
  { by, direction }: GroupPage['order'],
  offset: number,
  size: number,
  state: PageState | null = null,
): GroupPage {
  const isCount = by.endsWith('Count');
  const members = isCount ? { field: 'event_time', direction: 'desc' } : { field: by, direction };
  return {
    kind: 'group-page',
    rows: every(),
    order: { by, direction },
    members: members as GroupPage['members'],
    start: { offset, state },
    size,
  };
}

describe.each(servers)('$name', ({ url }) => {
  let sandbox: ElasticsearchSandbox;
  const closing: (() => Promise<unknown>)[] = [];
  beforeAll(() => {
    sandbox = new ElasticsearchSandbox(url);
  });
  afterAll(async () => {
    for (const close of closing) await close();
    await sandbox.close();
  });

  async function load(documents: readonly RawDocument[]): Promise<void> {
    for (let i = 0; i < documents.length; i += 5_000) {
      const operations = documents
        .slice(i, i + 5_000)
        .flatMap(({ index, id, source }) => [{ index: { _index: index, _id: id } }, source]);
      const { errors } = await sandbox.client.bulk({ operations, refresh: true });
      expect(errors).toBe(false);
    }
  }

  async function readersOf(index: string): Promise<GroupReader[]> {
    const watch = new NodeWatch(sandbox.client);
    const calls = new ElasticsearchCalls(sandbox.client, watch, { deadlineMs: 60_000, overloadMs: 5_000 });
    const plan = {
      scope: EVERY_ORGANIZATION,
      parts: { page: pageOf({ by: 'severity', direction: 'asc' }, 0, 1) },
    };
    const groups = indexGroups(
      await readCapabilities(calls, index),
      new Set([...fieldsOfPlan(plan), 'test_name']),
      index,
    );
    return Promise.all(
      groups.map(async ({ paths, index: target }) => {
        const point = await openPointInTime(calls, target, '5m');
        closing.push(() => point.close(sandbox.client));
        return { paths, ...point.searches(calls) };
      }),
    );
  }

  const ask = (readers: readonly GroupReader[], part: GroupPage): Promise<GroupPageAnswer> =>
    answerGroupPage(readers, { scope: EVERY_ORGANIZATION, leftOut: [] }, part);
  const named = ({ groups }: GroupPageAnswer) =>
    groups.map(({ key, members }) => ({ key, members: members.map(({ index, id }) => `${index}/${id}`) }));

  const TEXT = { type: 'text', fields: { keyword: { type: 'keyword' } } } as const;
  const textMapping = {
    dynamic: false,
    properties: {
      ...RESULTS_MAPPING.properties,
      routing: { properties: { event_time: { type: 'date' }, oid: TEXT, hostname: TEXT } },
    },
  };

  describe.each([
    { name: 'in one group of indices', texts: false },
    { name: 'in two groups of indices', texts: true },
  ])('groups $name', ({ name, texts }) => {
    const prefix = texts ? 'mixed' : 'plain';
    let readers: GroupReader[];
    let documents: RawDocument[];
    beforeAll(async () => {
      const indices = ['a', 'b', 'c'].map((end) => sandbox.named(`${prefix}-${end}`));
      for (const [i, index] of indices.entries())
        await sandbox.client.indices.create({
          index,
          settings: { number_of_shards: i + 1, number_of_replicas: 0, max_result_window: 50 },
          mappings: (texts && i === 2 ? textMapping : RESULTS_MAPPING) as object,
        });
      documents = groupedWorld(createRng(texts ? 7 : 8), 700, indices);
      await load(documents);
      readers = await readersOf(sandbox.named(`${prefix}-*`));
      expect(readers, name).toHaveLength(texts ? 2 : 1);
    });

    test.each(ORDERS)('by $by $direction, page after page and each anew', async (order) => {
      const expected = naiveGroups(documents, pageOf(order, 0, 1));
      const size = 23;
      let state: PageState | null = null;
      for (let offset = 0; offset < expected.length + size; offset += size) {
        const page: GroupPageAnswer = await ask(readers, pageOf(order, offset, size, state));
        expect(named(page)).toEqual(expected.slice(offset, offset + size));
        expect(page).toMatchObject({ total: expected.length, totalRows: documents.length });
        state = page.state;
      }
      for (const offset of [1, 50, expected.length - 1, expected.length, 1e15]) {
        const page = await ask(readers, pageOf(order, offset, size));
        expect(named(page)).toEqual(expected.slice(offset, offset + size));
        expect(page.total).toBe(expected.length);
      }
    });
  });
});
