import type { TestElasticsearch } from '@achilles/testkit';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { listIndices } from '../src/indices/list-indices.ts';
import type { Store } from '../src/ports/store.ts';
import { ElasticsearchSandbox } from '../testing/elasticsearch/elasticsearch-sandbox.ts';
import { documentOf } from '../testing/elasticsearch/rows.ts';

const servers: readonly TestElasticsearch[] = inject('elasticsearch');

describe.each(servers)('the indices on $name', ({ url }) => {
  let sandbox: ElasticsearchSandbox;
  const opened: Store[] = [];
  beforeEach(() => {
    sandbox = new ElasticsearchSandbox(url);
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
    await sandbox.close();
  });

  const named = (name: string) => sandbox.named(`achilles-${name}`);
  const create = (name: string, settings: object = { number_of_replicas: 0 }, mappings: object = {}) =>
    sandbox.client.indices.create({
      index: name,
      settings,
      mappings,
      wait_for_active_shards: 0,
      timeout: '1s',
    });
  const put = (name: string, document: object = documentOf({ id: 'x' })) =>
    sandbox.client.index({ index: name, document, refresh: true });

  function list(pattern?: string[], configured = sandbox.settings.pattern) {
    const settings = { ...sandbox.settings, pattern: configured };
    const store = sandbox.open({ pattern: configured });
    opened.push(store);
    return listIndices({ catalog: store.indices, settings }, { pattern });
  }

  test('are told with what they hold and how they are', async () => {
    await create(named('results-green'));
    await create(named('results-yellow'), {
      number_of_replicas: 1,
      'index.routing.allocation.total_shards_per_node': 1,
    });
    await create(named('results-closed'));
    await create(named('results-red'), {
      number_of_replicas: 0,
      'index.routing.allocation.require._name': 'nobody',
    });
    for (const name of ['results-green', 'results-yellow', 'results-closed']) await put(named(name));
    await sandbox.client.indices.close({ index: named('results-closed') });
    expect(await list()).toEqual([
      {
        name: named('results-closed'),
        docsCount: null,
        storeSize: null,
        storeSizeBytes: null,
        status: 'close',
      },
      {
        ...{ name: named('results-green'), docsCount: 1, status: 'green' },
        ...{ storeSize: expect.stringMatching(/^\d+(\.\d)?kb$/), storeSizeBytes: expect.any(Number) },
      },
      { name: named('results-red'), docsCount: null, storeSize: null, storeSizeBytes: null, status: 'red' },
      expect.objectContaining({ name: named('results-yellow'), docsCount: 1, status: 'yellow' }),
    ]);
  });

  test('count documents, not the nested objects in them', async () => {
    await create(named('results-a'), { number_of_shards: 3 }, { properties: { parts: { type: 'nested' } } });
    for (let i = 0; i < 7; i++) await put(named('results-a'), { parts: [{ a: 1 }, { a: 2 }, { a: 3 }] });
    expect(await list()).toMatchObject([{ docsCount: 7 }]);
  });

  test('are those of results and of their own archive, never the product’s own, whatever leads there', async () => {
    const archive = `archived-${named('results')}`;
    const foreign = `archived-${named('others')}`;
    for (const name of [
      named('results-a'),
      archive,
      foreign,
      named('risk-acceptances'),
      named('import-staging'),
    ])
      await put(name);
    const names = async (...asked: Parameters<typeof list>) => (await list(...asked)).map(({ name }) => name);
    expect(await names()).toEqual([archive, named('results-a')]);
    const alias = named('results-alias');
    for (const index of [foreign, named('risk-acceptances'), named('results-a')])
      await sandbox.client.indices.putAlias({ index, name: alias });
    expect(await names()).toEqual([archive, named('results-a')]);
    expect(await names(undefined, alias)).toEqual([named('results-a')]);
    expect(await names(undefined, `*${sandbox.prefix}-achilles-*`)).toEqual([named('results-a')]);
    expect(await names(undefined, `${sandbox.prefix}-*`)).toEqual([named('results-a')]);
    expect(await names(undefined, named('results-none'))).toEqual([]);
  });

  test('may be narrowed, to the archive too, and never widened', async () => {
    const archive = `archived-${named('results')}`;
    for (const name of [named('results-2026.04'), named('results-2026.05'), archive]) await put(name);
    const names = async (...pattern: string[]) => (await list(pattern)).map(({ name }) => name);
    expect(await names(named('results-2026.0*'))).toEqual([
      named('results-2026.04'),
      named('results-2026.05'),
    ]);
    expect(await names(named('results-*5'), archive)).toEqual([archive, named('results-2026.05')]);
    expect(await names(named('results-none'))).toEqual([]);
    for (const wide of ['*', named('*'), `archived-${sandbox.prefix}*`, named('risk-acceptances')])
      await expect(list([wide]), wide).rejects.toMatchObject({
        code: 'bad-request',
        details: [{ path: 'pattern' }],
      });
  });

  test('are all told where their names do not fit into one request', async () => {
    const all = Array.from({ length: 20 }, (_, i) => named(`results-${'long-'.repeat(34)}${100 + i}`));
    const operations = all.flatMap((index) => [{ index: { _index: index } }, documentOf({ id: 'x' })]);
    await sandbox.client.bulk({ operations, refresh: true });
    const listed = await list();
    expect(listed.map(({ name }) => name)).toEqual(all);
    expect(listed.every(({ docsCount }) => docsCount === 1)).toBe(true);
  });
});
