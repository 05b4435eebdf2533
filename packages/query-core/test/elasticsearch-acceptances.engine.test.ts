import { type FaultProxy, faultProxy, type TestElasticsearch } from '@achilles/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { RiskRecord } from '../src/ports/risk-acceptance-store.ts';
import type { Store } from '../src/ports/store.ts';
import { listAcceptances } from '../src/risk/list-acceptances.ts';
import { revoked } from '../src/risk/revoked.ts';
import { askAll } from '../testing/elasticsearch/ask.ts';
import { ElasticsearchSandbox } from '../testing/elasticsearch/elasticsearch-sandbox.ts';
import { rowOf } from '../testing/elasticsearch/rows.ts';

const servers: readonly TestElasticsearch[] = inject('elasticsearch');
const NOW = Date.parse('2026-05-01T12:00:00Z');
const SCOPE = { kind: 'all' } as const;
const revoke = (record: RiskRecord) =>
  revoked(record, {
    reason: 'no longer accepted',
    caller: { id: 'u', name: 'U', scope: SCOPE },
    now: NOW,
  });

describe.each(servers)('risk acceptances of other writers on $name', ({ url }) => {
  let sandbox: ElasticsearchSandbox;
  let store: Store;
  let index: string;
  beforeEach(() => {
    sandbox = new ElasticsearchSandbox(url);
    store = sandbox.open();
    index = sandbox.named('achilles-risk-acceptances');
  });
  afterEach(async () => {
    await store.close();
    await sandbox.close();
  });

  const write = (document: object, id?: string) =>
    sandbox.client.index({ index, document, refresh: true, ...(id !== undefined && { id }) });

  test('are found in an index that mapped itself, under ids of its own, and revoked in place', async () => {
    const record = { acceptance_id: 'Mixed Case::1', org_id: 'o1', test_name: 'Test', status: 'active' };
    const { _id } = await write({ ...record, scope: 'global', note: 'kept' });
    await write({ ...record, acceptance_id: 'mixed case::1' }, 'Mixed Case::1');
    await store.writer.write([rowOf({ id: 'x' })]);
    expect(await store.riskAcceptances.get('Mixed Case::1')).toMatchObject({ note: 'kept' });
    const changed = await store.riskAcceptances.change('Mixed Case::1', revoke);
    expect(changed).toMatchObject({ acceptance_id: 'Mixed Case::1', note: 'kept', status: 'revoked' });
    const document = await sandbox.client.get({ index, id: _id });
    expect(document._source).toEqual(changed);
    expect((await sandbox.client.count({ index })).count).toBe(2);
    await store.riskAcceptances.change('mixed case::1', revoke);
    expect(await askAll(store, 'defense-score')).toMatchObject({ totalExecutions: 1, riskAcceptedRows: 0 });
  });

  test('by the thousand, and with values longer than an index keeps, stop no score', async () => {
    const records = Array.from({ length: 4_000 }, (_, i) => ({
      ...{ acceptance_id: `a${i}`, org_id: 'o1', test_name: i === 7 ? 'Test' : `Other ${i % 50}` },
      ...{ hostname: `h${i}`, scope: 'host', status: 'active' },
    }));
    const long = { acceptance_id: 'long', test_name: 't'.repeat(40_000), status: 'active' };
    await sandbox.client.bulk({
      refresh: true,
      operations: [...records, long].flatMap((record) => [{ index: { _index: index } }, record]),
    });
    await store.writer.write(['h6', 'h7', 'h8'].map((host) => rowOf({ id: host, host })));
    for (const path of ['defense-score', 'threat-actor-coverage', 'defense-score/by-test'])
      await expect(askAll(store, path), path).resolves.toBeDefined();
    expect(await askAll(store, 'defense-score')).toMatchObject({ totalExecutions: 2, riskAcceptedRows: 1 });
  });

  test('without an id have that of their document, everywhere', async () => {
    await write({ test_name: 'Test', status: 'active' }, 'document-1');
    await store.writer.write([rowOf({ id: 'x' })]);
    expect(await askAll(store, 'defense-score')).toMatchObject({ riskAcceptedRows: 1 });
    expect(await store.riskAcceptances.get('document-1')).toMatchObject({ acceptance_id: 'document-1' });
    expect(await store.riskAcceptances.change('document-1', revoke)).toMatchObject({ status: 'revoked' });
    expect(await askAll(store, 'defense-score')).toMatchObject({ riskAcceptedRows: 0 });
  });

  test('are listed also where they can not be read, so that they can be mended', async () => {
    await write({ acceptance_id: 'odd', status: 'pending', test_name: 'Test', org_id: 'o1' });
    await write({ acceptance_id: 'late', status: 'active', test_name: 'Test', expires_at: 'tomorrow' });
    await write({ acceptance_id: 'bare' });
    await store.writer.write([rowOf({ id: 'x' })]);
    await expect(askAll(store, 'defense-score')).rejects.toThrow(
      /risk acceptance \w+ .* correct or delete it/,
    );
    const { data } = listAcceptances(await store.riskAcceptances.list(), {
      ...{ scope: SCOPE, states: ['unreadable'], page: 1, pageSize: 25, now: NOW },
    });
    expect(data.map(({ acceptance_id: id }) => id)).toEqual(['bare', 'late', 'odd']);
    await store.riskAcceptances.change('odd', revoke);
    await store.riskAcceptances.change('late', revoke);
    await expect(askAll(store, 'defense-score')).rejects.toThrow(/risk acceptance bare is not readable/);
  });

  test('more than one search answers are all listed, and the last of them is found', async () => {
    const operations = Array.from({ length: 5_200 }, (_, i) => [
      { index: { _index: index } },
      { acceptance_id: `a${i}`, test_name: `Test ${i}`, status: 'active', accepted_at: NOW + i },
    ]).flat();
    await sandbox.client.bulk({ operations, refresh: true });
    const input = { scope: SCOPE, page: 52, pageSize: 100, now: NOW };
    const { data, total } = listAcceptances(await store.riskAcceptances.list(), input);
    expect(total).toBe(5_200);
    expect(data).toHaveLength(100);
    expect(data.at(-1)?.acceptance_id).toBe('a0');
    expect(await store.riskAcceptances.get('a5199')).toMatchObject({ test_name: 'Test 5199' });
  });
});

describe('a change whose answer', () => {
  const [server] = servers as readonly [TestElasticsearch];
  let sandbox: ElasticsearchSandbox;
  let proxy: FaultProxy;
  let store: Store;
  beforeAll(async () => {
    sandbox = new ElasticsearchSandbox(server.url);
    proxy = await faultProxy(server.url);
    store = sandbox.open({ through: proxy.url, limits: { deadlineMs: 4_000, overloadMs: 1_500 } });
  });
  afterAll(async () => {
    await store.close();
    await proxy.stop();
    await sandbox.close();
  });
  const STORED = /\/_doc\//;

  test('is lost on its way does not conflict with itself', async () => {
    await store.riskAcceptances.put({ acceptance_id: 'a', status: 'active' });
    proxy.forget();
    proxy.meet({ kind: 'lose' }, STORED);
    const changing = store.riskAcceptances.change('a', revoke);
    await expect.poll(() => proxy.count(STORED, 'aborted'), { interval: 10 }).toBe(1);
    proxy.meet({ kind: 'pass' });
    expect(await changing).toMatchObject({ status: 'revoked' });
    expect(proxy.count(STORED, 'answered')).toBe(1);
    await expect(store.riskAcceptances.change('a', revoke)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('is a failure is a failure, and nothing of it is shown as done', async () => {
    await store.riskAcceptances.put({ acceptance_id: 'b', status: 'active' });
    for (const kind of ['unavailable', 'reset', 'reject'] as const) {
      proxy.meet({ kind });
      const failure = kind === 'reject' ? 'overloaded' : 'unavailable';
      const { riskAcceptances: acceptances, indices } = store;
      for (const ask of [
        () => acceptances.change('b', revoke),
        () => acceptances.get('b'),
        () => acceptances.list(),
        () => indices.list(() => true),
      ])
        await expect(ask(), kind).rejects.toMatchObject({ name: 'StoreError', failure });
    }
    proxy.meet({ kind: 'pass' });
    expect(await store.riskAcceptances.get('b')).toMatchObject({ status: 'active' });
  });
});
