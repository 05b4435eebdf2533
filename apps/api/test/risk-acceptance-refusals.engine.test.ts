import { faultProxy, type TestElasticsearch } from '@achilles/testkit';
import { ErrorEnvelope } from '@achilles/types';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import {
  openEmbedded,
  openOnElasticsearch,
  startApi,
  type TestApi,
  type TestStore,
} from './api-over-store.ts';
import { PATH, REASON, RISK, RiskClient, refused } from './risk-client.ts';

const NOW = Date.parse('2026-05-01T12:00:00Z');

describe('a request about risk acceptances', () => {
  let opened: TestStore;
  let api: TestApi;
  let client: RiskClient;
  /** How many there were before. */
  let before: number;
  beforeAll(async () => {
    opened = await openEmbedded();
    api = await startApi(opened.store, opened.settings, { redisUrl: inject('redisUrl'), clock: () => NOW });
    client = new RiskClient(api.url);
  });
  beforeEach(async () => {
    before = (await client.list()).total;
  });
  afterAll(async () => {
    await api.stop();
    await opened.close();
  });

  test.each([
    [{ justification: RISK.justification }, ['test_name']],
    [{ ...RISK, test_name: ' ' }, ['test_name']],
    [{ ...RISK, test_name: 7 }, ['test_name']],
    [{ ...RISK, test_name: 'half \ud800' }, ['test_name']],
    [{ test_name: 'A' }, ['justification']],
    [{ test_name: 'A', justification: 'too short' }, ['justification']],
    [{ test_name: 'A', justification: '   short    ' }, ['justification']],
    [{ test_name: 'A', justification: '💥💥💥💥💥💥💥💥💥' }, ['justification']],
    [{ ...RISK, scope: 'host' }, ['hostname']],
    [{ ...RISK, scope: 'host', hostname: ' ' }, ['hostname']],
    [{ ...RISK, scope: 'everywhere' }, ['scope']],
    [{ ...RISK, expires_at: '2026-05-01T12:00:00Z' }, ['expires_at']],
    [{ ...RISK, expires_at: '9999-12-31T23:59:59-02:00' }, ['expires_at']],
    [{ ...RISK, expires_at: 'now+1d' }, ['expires_at']],
    [{ ...RISK, expires_at: '2026-13-01' }, ['expires_at']],
    [{ ...RISK, expires_at: 1_900_000_000_000 }, ['expires_at']],
    [{ ...RISK, expires_at: '1900000000000' }, ['expires_at']],
    [{ ...RISK, host_name: 'h1', status: 'active' }, ['host_name', 'status']],
    [{ scope: 'x', justification: '', more: 1 }, ['test_name', 'justification', 'scope', 'more']],
    [[], ['body']],
    [null, ['body']],
    ['"text"', ['body']],
    [`{"__proto__": 1, "test_name": "A", "justification": "${RISK.justification}"}`, ['__proto__']],
  ])('%j is refused by name', async (body, paths) => {
    const told = await refused(await client.post(PATH, body === null ? 'null' : body));
    expect(told.sort()).toEqual([...paths].sort());
    expect((await client.list()).total).toBe(before);
  });

  test('what is no request of these is refused in words', async () => {
    const { acceptance_id: id } = await client.accept();
    expect(await refused(await client.post(PATH, '{'))).toEqual([]);
    expect(await refused(await client.post(PATH, RISK, { 'Content-Type': 'text/plain' }), 415)).toEqual([]);
    expect(
      await refused(await client.post(PATH, { ...RISK, hostname: 'x'.repeat(1024 * 1024) }), 413),
    ).toEqual([]);
    expect(await refused(await client.post(`${PATH}?force=1`, RISK))).toEqual(['force']);
    expect(await refused(await client.post(PATH, RISK, { Origin: 'https://evil.example' }), 403)).toEqual([]);
    expect(await refused(await client.post(PATH, RISK, { Accept: 'text/csv' }), 406)).toEqual([]);
    expect(await refused(await client.post(`${PATH}/${id}/revoke`, { reason: 'short' }))).toEqual(['reason']);
    expect(await refused(await client.post(`${PATH}/${id}/revoke`, {}))).toEqual(['reason']);
    expect(await refused(await client.post(`${PATH}/lookup`, { test_names: 'A' }))).toEqual(['test_names']);
    const many = Array.from({ length: 501 }, (_each, i) => `${i}`);
    expect(await refused(await client.post(`${PATH}/lookup`, { test_names: many }))).toEqual(['test_names']);
    expect((await client.post(`${PATH}/lookup`, { test_names: many.slice(1) })).status).toBe(200);
    expect(await refused(await client.post(`${PATH}/lookup`, { test_names: ['A', 1] }))).toEqual([
      'test_names.1',
    ]);
    for (const query of ['page=0', 'page=1.5', 'pageSize=1001', 'pageSize=0', 'status=pending', 'testName=A'])
      expect(await refused(await client.get(`${PATH}?${query}`)), query).toEqual([query.split('=')[0]]);
    expect(await refused(await client.get(`${PATH}/${id}?full=1`))).toEqual(['full']);
    expect(await refused(await client.delete(`${PATH}/${id}`), 405)).toEqual([]);
    expect(await client.one(id)).toMatchObject({ state: 'active' });
    expect((await client.list()).total).toBe(before + 1);
  });

  test('one that there is none of is a 404', async () => {
    for (const id of ['none', 'a%2Fb', '%20', '..%2F', 'lookup', 'x'.repeat(2_000)]) {
      expect(await refused(await client.get(`${PATH}/${id}`), 404), id).toEqual([]);
      expect(await refused(await client.post(`${PATH}/${id}/revoke`, REASON), 404), id).toEqual([]);
    }
    expect((await client.get(`${PATH}/%FF`)).status).toBeLessThan(500);
  });
});

test('while Elasticsearch is away, acceptances and indices are a 503 that says when to try again', async () => {
  const [server] = inject('elasticsearch') as readonly [TestElasticsearch];
  const opened = await openOnElasticsearch(server.url);
  const proxy = await faultProxy(server.url);
  const through = await opened.another(proxy.url);
  const api = await startApi(through, opened.settings, { redisUrl: inject('redisUrl'), clock: Date.now });
  const client = new RiskClient(api.url);
  const { acceptance_id: created } = await client.accept();
  const calls: [string, () => Promise<Response>][] = [
    ['accept', () => client.post(PATH, RISK)],
    ['list', () => client.get(PATH)],
    ['get', () => client.get(`${PATH}/${created}`)],
    ['look up', () => client.post(`${PATH}/lookup`, { test_names: [RISK.test_name] })],
    ['revoke', () => client.revoke(created)],
    ['indices', () => client.get(`/api/analytics/indices`)],
  ];
  for (const kind of ['unavailable', 'reset'] as const) {
    proxy.meet({ kind });
    for (const [name, call] of calls) {
      const response = await call();
      expect(response.status, name).toBe(503);
      expect(response.headers.get('Retry-After'), name).toBe('5');
      expect(ErrorEnvelope.parse(await response.json()).error, name).toContain('try again');
    }
  }
  proxy.meet({ kind: 'pass' });
  const { data, total } = await client.list();
  expect([total, data[0]?.acceptance_id, data[0]?.state]).toEqual([1, created, 'active']);
  await api.stop();
  await proxy.stop();
  await opened.close();
});
