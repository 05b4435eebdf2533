import { setTimeout as sleep } from 'node:timers/promises';
import type { TestElasticsearch } from '@achilles/testkit';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import type { Store } from '../src/ports/store.ts';
import { askAll } from '../testing/elasticsearch/ask.ts';
import { ElasticsearchSandbox } from '../testing/elasticsearch/elasticsearch-sandbox.ts';
import { documentOf, type RowFields, rowOf } from '../testing/elasticsearch/rows.ts';

const servers: readonly TestElasticsearch[] = inject('elasticsearch');
const KEYWORD = { type: 'keyword' } as const;
const TEXT = { type: 'text', fields: { keyword: { type: 'keyword', ignore_above: 20 } } } as const;

describe.each(servers)('$name', ({ url }) => {
  let sandbox: ElasticsearchSandbox;
  let store: Store;
  beforeEach(async () => {
    sandbox = new ElasticsearchSandbox(url);
    store = sandbox.open();
    await store.writer.write([rowOf({ id: 'x', host: 'h1' }), rowOf({ id: 'y', host: 'h2', code: 126 })]);
  });
  afterEach(async () => {
    await store.close();
    await sandbox.close();
  });

  const total = async (from = store, query = '') =>
    ((await askAll(from, 'defense-score', query)) as { totalExecutions: number }).totalExecutions;

  /** Makes an index with a mapping for hostnames, and puts a row into it as another writer would. */
  async function put(index: string, hostname: object, fields: RowFields): Promise<void> {
    const name = sandbox.named(index);
    const f0rtika = { test_uuid: KEYWORD, test_name: KEYWORD, is_protected: { type: 'boolean' } } as const;
    await sandbox.client.indices.create({
      index: name,
      mappings: {
        properties: {
          routing: { properties: { event_time: { type: 'date' }, oid: KEYWORD, hostname } },
          event: { properties: { ERROR: { type: 'integer' } } },
          f0rtika: { properties: f0rtika },
        },
      },
    });
    await sandbox.client.index({ index: name, id: fields.id, document: documentOf(fields), refresh: true });
  }

  test('an index that maps a field as text is right from its first row on', async () => {
    expect(await total(store, 'hostnames=Mixed-Case Host')).toBe(0);
    await put('achilles-results-text', TEXT, { id: 'z', host: 'Mixed-Case Host' });
    expect(await total(store, 'hostnames=Mixed-Case Host')).toBe(1);
    expect(await total(store, 'hostnames=mixed')).toBe(0);
    expect(await askAll(store, 'defense-score/by-hostname')).toHaveLength(3);
  });

  test('a field that can not be read exactly is refused by name, with its index', async () => {
    await put('achilles-results-text', { type: 'text' }, { id: 'z' });
    const refused = expect(askAll(store, 'defense-score/by-hostname')).rejects;
    await refused.toMatchObject({ failure: 'unreadable' });
    await expect(askAll(store, 'defense-score/by-hostname')).rejects.toThrow(
      `routing.hostname can't be read exactly: ${sandbox.named('achilles-results-text')} maps it as text without a keyword`,
    );
    expect(await total(store, 'scoringMode=per-stage')).toBe(3);
  });

  test('a value that its index did not keep is refused, never left out', async () => {
    await put('achilles-results-text', TEXT, { id: 'z', host: 'longer than twenty characters' });
    await expect(askAll(store, 'defense-score/by-hostname')).rejects.toThrow(
      /1 rows have a value in .*routing\.hostname\.keyword.* that its index did not keep/,
    );
  });

  test('a filter for a value that an index did not keep is refused, one for others is answered', async () => {
    const long = 'a host whose name is longer than any index would want to keep';
    await put('achilles-results-text', TEXT, { id: 'z', host: long });
    const perStage = 'scoringMode=per-stage&hostnames=';
    await expect(total(store, perStage + long)).rejects.toThrow(/routing\.hostname\.keyword .*did not keep/);
    expect(await total(store, `${perStage}h1`)).toBe(1);
    expect(await total(store, `${perStage}another ${long}`)).toBe(0);
  });

  test('an object that is mapped as nested is refused', async () => {
    await sandbox.client.indices.create({
      index: sandbox.named('achilles-results-nested'),
      mappings: { properties: { f0rtika: { type: 'nested', properties: { test_uuid: KEYWORD } } } },
    });
    await expect(total()).rejects.toThrow(/maps the object around it as nested/);
  });

  test('a clean-up row in an index that maps no time stops no answer', async () => {
    const index = sandbox.named('achilles-results-odd');
    await sandbox.client.index({ index, id: 'c', document: { note: 'a clean-up row' }, refresh: true });
    expect(await askAll(store, 'defense-score/by-test')).toHaveLength(1);
  });

  test('indices that come and go while they are asked stop no answer', async () => {
    const named = (i: number) => sandbox.named(`achilles-results-n${i}`);
    let isChanging = true;
    const changing = (async () => {
      for (let i = 0; i < 12; i++) {
        await sandbox.client.index({ index: named(i), id: 'x', document: { note: 'no row' }, refresh: true });
        if (i > 1) await sandbox.client.indices.delete({ index: named(i - 2) });
        await sleep(150);
      }
    })().finally(() => {
      isChanging = false;
    });
    const asking = (async () => {
      // A reader that has read nothing yet learns of the indices while they change.
      while (isChanging) {
        const fresh = sandbox.open();
        for (const from of [store, fresh])
          expect(await askAll(from, 'defense-score')).toMatchObject({ totalExecutions: 2 });
        await fresh.close();
      }
    })();
    await Promise.all([changing, asking]);
  });

  test('an index that was deleted is made again with the mapping of results', async () => {
    const index = sandbox.named('achilles-results-a');
    await sandbox.client.indices.delete({ index });
    await store.writer.write([rowOf({ id: 'x' })]);
    const mapping = await sandbox.client.indices.getMapping({ index });
    expect(mapping[index]?.mappings.dynamic).toBe('false');
    expect(await total()).toBe(1);
  });

  test('a row that its index does not take is told, and the others are stored', async () => {
    const index = 'achilles-results-odd';
    await put(index, KEYWORD, { id: 'z', host: 'h3' });
    const unfit = rowOf({ id: 'large', index, code: 3_221_225_477 });
    const written = await store.writer.write([rowOf({ id: 'fits', index }), unfit]);
    expect(written).toMatchObject({ added: 1, replaced: 0, unchanged: 0 });
    expect(written.refused).toEqual([
      {
        index: sandbox.named(index),
        id: 'large',
        reason: expect.stringContaining('event.ERROR does not fit'),
      },
    ]);
    await sandbox.client.indices.close({ index: sandbox.named(index) });
    await expect(store.writer.write([rowOf({ id: 'more', index })])).rejects.toThrow(/is closed; open it/);
  });

  test('a field of another type is refused', async () => {
    await put('achilles-results-odd', { type: 'long' }, { id: 'z', host: '42' });
    await expect(askAll(store, 'defense-score/by-hostname')).rejects.toThrow(/maps it as long/);
  });

  test('scores that one index keeps otherwise than another are not sorted, and told with the index', async () => {
    const sorted = () => askAll(store, 'executions/paginated', 'sortField=score');
    const mapped = (type: 'double' | 'long') =>
      sandbox.client.indices.create({
        index: sandbox.named(`achilles-results-${type}`),
        mappings: { properties: { f0rtika: { properties: { score: { type } } } } },
      });
    await store.writer.write([rowOf({ id: 'x' })]);
    await expect(sorted()).resolves.toBeDefined();
    await mapped('double');
    await expect(sorted()).rejects.toThrow(/achilles-results-double maps it as double, and others as float/);
    await sandbox.client.indices.delete({ index: sandbox.named('achilles-results-double') });
    await mapped('long');
    await expect(sorted()).rejects.toThrow(/achilles-results-long maps it as long/);
    await expect(askAll(store, 'executions/paginated')).resolves.toBeDefined();
  });

  test('the archive and the product’s own indices are never read', async () => {
    const wide = sandbox.open({ pattern: `*${sandbox.prefix}-achilles-*` });
    const all = { type: 'keyword' } as const;
    for (const index of ['achilles-risk-acceptances', 'achilles-import-staging'])
      await put(index, all, { id: index });
    const archive = `archived-${sandbox.prefix}-achilles-results`;
    await sandbox.client.index({ index: archive, id: 'a', document: documentOf({ id: 'a' }), refresh: true });
    const conclusive = async (from: Store) =>
      ((await askAll(from, 'error-rate')) as { conclusiveCount: number }).conclusiveCount;
    expect(await conclusive(store)).toBe(2);
    expect(await conclusive(wide)).toBe(2);
    const alias = sandbox.named('achilles-results-alias');
    await sandbox.client.indices.putAlias({ index: archive, name: alias });
    expect(await conclusive(store)).toBe(2);
    expect(await conclusive(wide)).toBe(2);
    await wide.close();
  });

  test('an index that a pattern names and that is not there is an error', async () => {
    const concrete = sandbox.open({ pattern: sandbox.named('achilles-results-none') });
    await expect(total(concrete)).rejects.toMatchObject({ name: 'StoreError' });
    await concrete.close();
  });

  test('a pattern may name its indices one by one, text ones among them', async () => {
    await put('achilles-results-text', TEXT, { id: 'z', host: 'h3' });
    const names = ['achilles-results-a', 'achilles-results-text'].map((name) => sandbox.named(name));
    const concrete = sandbox.open({ pattern: names.join(',') });
    expect(await askAll(concrete, 'defense-score/by-hostname')).toHaveLength(3);
    await concrete.close();
  });

  test('a document of other fields and an update in place are both seen', async () => {
    const index = sandbox.named('achilles-results-a');
    await sandbox.client.update({
      index,
      id: 'x',
      doc: { f0rtika: { defender_detected: true } },
      refresh: true,
    });
    expect(await askAll(store, 'defense-score')).toMatchObject({ detectedCount: 1, protectedCount: 1 });
    await store.writer.write([rowOf({ id: 'x', host: 'h1' })]);
    expect(await askAll(store, 'defense-score')).toMatchObject({ detectedCount: 0, unprotectedCount: 1 });
  });

  test('a risk acceptance that can not be read stops scores with its id', async () => {
    const index = `${sandbox.prefix}-achilles-risk-acceptances`;
    await sandbox.client.index({ index, id: 'bad', document: { acceptance_id: 'bad' }, refresh: true });
    await expect(total()).rejects.toThrow(/risk acceptance bad is not readable/);
    expect(await askAll(store, 'error-rate')).toMatchObject({ conclusiveCount: 2 });
  });

  test('more risk acceptances than one search answers are all read', async () => {
    const index = `${sandbox.prefix}-achilles-risk-acceptances`;
    const records = Array.from({ length: 5_200 }, (_, i) => ({
      ...{ acceptance_id: `a${i}`, org_id: 'o1', status: 'active', scope: 'global' },
      test_name: i === 5_199 ? 'Test' : `Other ${i}`,
    }));
    const operations = records.flatMap((record) => [{ index: { _index: index } }, record]);
    await sandbox.client.bulk({ operations, refresh: true });
    expect(await askAll(store, 'defense-score')).toMatchObject({ totalExecutions: 0, riskAcceptedRows: 2 });
  });
});
