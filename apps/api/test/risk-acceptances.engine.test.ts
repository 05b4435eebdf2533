import { faultProxy, type TestElasticsearch } from '@achilles/testkit';
import { ErrorEnvelope, OPERATIONS, type RiskAcceptanceAnswer, readExecution } from '@achilles/types';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import {
  openEmbedded,
  openOnElasticsearch,
  startApi,
  type TestApi,
  type TestStore,
} from './api-over-store.ts';

const servers: readonly TestElasticsearch[] = inject('elasticsearch');
const STORES: [string, () => Promise<TestStore>][] = [
  ['the embedded store', openEmbedded],
  ...servers.map(({ name, url }): [string, () => Promise<TestStore>] => [
    name,
    () => openOnElasticsearch(url),
  ]),
];
const START = Date.parse('2026-05-01T12:00:00Z');
const PATH = '/api/risk-acceptances';
const RISK = { test_name: 'T1486 Encrypt files', justification: 'replaced next quarter' };
const REASON = { reason: 'the EDR was replaced' };

const { listRiskAcceptances, acceptRisk, lookUpRiskAcceptances } = OPERATIONS;

describe.each(STORES)('risk acceptances over HTTP on %s', (_, openTestStore) => {
  let now: number;
  let opened: TestStore;
  let api: TestApi;
  beforeEach(async () => {
    now = START;
    opened = await openTestStore();
    api = await startApi(opened.store, opened.settings, { redisUrl: inject('redisUrl'), clock: () => now });
  });
  afterEach(async () => {
    await api.stop();
    await opened.close();
  });

  const get = (path: string, url = api.url) => fetch(url + path);
  const post = (path: string, body: unknown, headers: Record<string, string> = {}, url = api.url) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  async function accepted(fields: Record<string, unknown> = {}): Promise<RiskAcceptanceAnswer> {
    const response = await post(PATH, { ...RISK, ...fields });
    expect(response.status).toBe(201);
    const { data } = acceptRisk.response.parse(await response.json());
    expect(response.headers.get('Location')).toBe(`${PATH}/${data.acceptance_id}`);
    return data;
  }
  const list = async (query = '') =>
    listRiskAcceptances.response.parse(await (await get(`${PATH}?${query}`)).json());
  const one = async (id: string) =>
    acceptRisk.response.parse(await (await get(`${PATH}/${encodeURIComponent(id)}`)).json()).data;
  const revoke = (id: string) => post(`${PATH}/${id}/revoke`, REASON);
  const idsOf = (data: readonly RiskAcceptanceAnswer[]) => data.map(({ acceptance_id: id }) => id);

  async function refused(response: Response, status = 400): Promise<(string | undefined)[]> {
    const { error, details = [] } = ErrorEnvelope.parse(await response.json());
    expect(response.status, error).toBe(status);
    return details.map(({ path }) => path);
  }

  async function write(...names: string[]): Promise<void> {
    const rows = names.map((name, i) => {
      const source = {
        routing: { event_time: START - 1_000, oid: 'o1', hostname: `h${i}` },
        event: { ERROR: 101 },
        f0rtika: { test_uuid: `u-${name}`, test_name: name, control_id: 'c1' },
      };
      const { execution } = readExecution(source);
      if (execution === null) throw new Error('the row of a test must be counted');
      return { index: `${opened.settings.writePrefix}-a`, id: `${i}`, source, execution };
    });
    await opened.store.writer.write(rows);
  }
  const acceptedRows = async (url = api.url) => {
    const response = await get('/api/analytics/defense-score', url);
    const { riskAcceptedRows, totalExecutions } = (await response.json()) as Record<string, number>;
    return [riskAcceptedRows, totalExecutions];
  };

  test('an acceptance says all of itself, and is found again', async () => {
    const created = await accepted();
    expect(created).toEqual({
      ...RISK,
      acceptance_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      ...{ org_id: null, control_id: null, hostname: null, scope: 'global' },
      ...{ accepted_by: 'anonymous', accepted_by_name: 'anonymous', accepted_at: '2026-05-01T12:00:00.000Z' },
      ...{ status: 'active', state: 'active', expires_at: null },
      ...{ revoked_at: null, revoked_by: null, revoked_by_name: null, revocation_reason: null },
    });
    expect(await one(created.acceptance_id)).toEqual(created);
    expect(await list()).toEqual({ success: true, data: [created], total: 1 });
    const full = { control_id: 'c1', hostname: 'h1', expires_at: '2026-05-02T00:00:00+02:00', org_id: 'o1' };
    expect(await accepted(full)).toMatchObject({
      ...full,
      scope: 'host',
      expires_at: '2026-05-01T22:00:00.000Z',
    });
    expect(
      await accepted({ scope: 'global', hostname: ' ', expires_at: null, control_id: '' }),
    ).toMatchObject({
      ...{ scope: 'global', hostname: null, expires_at: null, control_id: null },
    });
  });

  test('scores follow at once, in every process, also when it is revoked', async () => {
    await write(RISK.test_name, 'Other');
    const second = await startApi(await opened.another(), opened.settings, {
      redisUrl: inject('redisUrl'),
      clock: () => now,
    });
    expect(await acceptedRows(second.url)).toEqual([0, 2]);
    const { acceptance_id: id } = await accepted();
    expect(await acceptedRows(second.url)).toEqual([1, 1]);
    expect(await acceptedRows()).toEqual([1, 1]);
    expect((await post(`${PATH}/${id}/revoke`, REASON, {}, second.url)).status).toBe(200);
    expect(await acceptedRows()).toEqual([0, 2]);
    expect(await acceptedRows(second.url)).toEqual([0, 2]);
    await second.stop();
  });

  test('covers what it names: a control, a host, an organization', async () => {
    await write('A', 'A', 'A');
    const rowsUnder = async (fields: Record<string, unknown>) => {
      const { acceptance_id: id } = await accepted({ test_name: 'A', ...fields });
      const [rows] = await acceptedRows();
      expect((await revoke(id)).status).toBe(200);
      return rows;
    };
    expect(await rowsUnder({})).toBe(3);
    expect(await rowsUnder({ hostname: 'h1' })).toBe(1);
    expect(await rowsUnder({ hostname: 'h1', scope: 'global' })).toBe(3);
    expect(await rowsUnder({ control_id: 'c1' })).toBe(3);
    expect(await rowsUnder({ control_id: 'c2' })).toBe(0);
    expect(await rowsUnder({ org_id: 'o1' })).toBe(3);
    expect(await rowsUnder({ org_id: 'o2' })).toBe(0);
  });

  test('ends by itself when its time is over', async () => {
    await write(RISK.test_name);
    const { acceptance_id: id } = await accepted({ expires_at: '2026-05-01T12:00:10Z' });
    now = START + 9_999;
    expect(await acceptedRows()).toEqual([1, 0]);
    expect(await one(id)).toMatchObject({ status: 'active', state: 'active' });
    now = START + 10_000;
    expect(await acceptedRows()).toEqual([0, 1]);
    expect(await one(id)).toMatchObject({ status: 'active', state: 'expired' });
    expect((await list('status=active')).total).toBe(0);
    expect(idsOf((await list('status=expired')).data)).toEqual([id]);
    expect((await revoke(id)).status).toBe(200);
    expect(await one(id)).toMatchObject({ status: 'revoked', state: 'revoked' });
  });

  test('is revoked once, with who, when and why', async () => {
    const created = await accepted();
    now = START + 60_000;
    const ends = await Promise.all(Array.from({ length: 4 }, () => revoke(created.acceptance_id)));
    const [first] = ends.filter(({ status }) => status === 200);
    expect(ends.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const { data } = acceptRisk.response.parse(await first?.json());
    expect(data).toEqual({
      ...created,
      ...{ status: 'revoked', state: 'revoked', revocation_reason: REASON.reason },
      ...{ revoked_at: '2026-05-01T12:01:00.000Z', revoked_by: 'anonymous', revoked_by_name: 'anonymous' },
    });
    expect(await one(created.acceptance_id)).toEqual(data);
    const again = ErrorEnvelope.parse(await (await revoke(created.acceptance_id)).json());
    expect(again.error).toBe(`risk acceptance ${created.acceptance_id} is revoked already`);
  });

  test('the list is the newest first, filtered, page by page, exactly', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 7; i++) {
      // The last two are of one instant.
      now = START + Math.min(i, 5) * 1_000;
      const test_name = i % 2 === 0 ? 'Even, with a comma' : 'Odd';
      ids.unshift((await accepted({ test_name })).acceptance_id);
    }
    const ordered = [...ids.slice(0, 2).sort(), ...ids.slice(2)];
    expect(idsOf((await list()).data)).toEqual(ordered);
    for (const [page, expected] of [
      ordered.slice(0, 3),
      ordered.slice(3, 6),
      ordered.slice(6),
      [],
    ].entries()) {
      const { data, total } = await list(`pageSize=3&page=${page + 1}`);
      expect([idsOf(data), total]).toEqual([expected, 7]);
    }
    expect(await list('page=9007199254740991&pageSize=1000')).toMatchObject({ data: [], total: 7 });
    expect((await list('test_name=Even, with a comma')).total).toBe(4);
    expect((await list('test_name=even, with a comma')).total).toBe(0);
    await revoke(ids[0] ?? '');
    expect((await list('status=active')).total).toBe(6);
    expect(idsOf((await list('status=revoked')).data)).toEqual([ids[0]]);
    expect((await list('status=active,revoked&test_name=Odd')).total).toBe(3);
  });

  test('a look-up tells what is active, by test and by control', async () => {
    const of = async (fields: Record<string, unknown>) => (await accepted(fields)).acceptance_id;
    const whole = await of({ test_name: 'A' });
    const control = await of({ test_name: 'A', control_id: 'c1' });
    const other = await of({ test_name: 'A', control_id: 'c2', hostname: 'h1' });
    const named = await of({ test_name: 'A::c1' });
    const proto = await of({ test_name: '__proto__' });
    await revoke(await of({ test_name: 'A' }));
    await of({ test_name: 'A', expires_at: '2026-05-01T12:00:01Z' });
    now = START + 1_000;
    const lookUp = async (...test_names: string[]) => {
      const response = await post(`${PATH}/lookup`, { test_names });
      const { data } = lookUpRiskAcceptances.response.parse(await response.json());
      return Object.fromEntries(Object.entries(data).map(([key, found]) => [key, idsOf(found)]));
    };
    expect(await lookUp('A', 'none', 'A')).toEqual({ A: [whole], 'A::c1': [control], 'A::c2': [other] });
    // A name is a name, whatever it holds.
    expect(await lookUp('A::c1')).toEqual({ 'A::c1': [named] });
    expect((await lookUp('A', 'A::c1'))['A::c1']?.sort()).toEqual([control, named].sort());
    expect(await lookUp()).toEqual({});
    const response = await post(`${PATH}/lookup`, { test_names: ['__proto__'] });
    expect(await response.text()).toContain(proto);
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
    const told = await refused(await post(PATH, body === null ? 'null' : body));
    expect(told.sort()).toEqual([...paths].sort());
    expect((await list()).total).toBe(0);
  });

  test('what is no request of these is refused in words', async () => {
    const { acceptance_id: id } = await accepted();
    expect(await refused(await post(PATH, '{'))).toEqual([]);
    expect(await refused(await post(PATH, RISK, { 'Content-Type': 'text/plain' }), 415)).toEqual([]);
    expect(await refused(await post(PATH, { ...RISK, hostname: 'x'.repeat(1024 * 1024) }), 413)).toEqual([]);
    expect(await refused(await post(`${PATH}?force=1`, RISK))).toEqual(['force']);
    expect(await refused(await post(PATH, RISK, { Origin: 'https://evil.example' }), 403)).toEqual([]);
    expect(await refused(await post(PATH, RISK, { Accept: 'text/csv' }), 406)).toEqual([]);
    expect(await refused(await post(`${PATH}/${id}/revoke`, { reason: 'short' }))).toEqual(['reason']);
    expect(await refused(await post(`${PATH}/${id}/revoke`, {}))).toEqual(['reason']);
    expect(await refused(await post(`${PATH}/lookup`, { test_names: 'A' }))).toEqual(['test_names']);
    const many = Array.from({ length: 501 }, (_each, i) => `${i}`);
    expect(await refused(await post(`${PATH}/lookup`, { test_names: many }))).toEqual(['test_names']);
    expect((await post(`${PATH}/lookup`, { test_names: many.slice(1) })).status).toBe(200);
    expect(await refused(await post(`${PATH}/lookup`, { test_names: ['A', 1] }))).toEqual(['test_names.1']);
    for (const query of ['page=0', 'page=1.5', 'pageSize=1001', 'pageSize=0', 'status=pending', 'testName=A'])
      expect(await refused(await get(`${PATH}?${query}`)), query).toEqual([query.split('=')[0]]);
    expect(await refused(await get(`${PATH}/${id}?full=1`))).toEqual(['full']);
    expect(await refused(await fetch(`${api.url}${PATH}/${id}`, { method: 'DELETE' }), 405)).toEqual([]);
    expect(await one(id)).toMatchObject({ state: 'active' });
    expect((await list()).total).toBe(1);
  });

  test('one that there is none of is a 404', async () => {
    for (const id of ['none', 'a%2Fb', '%20', '..%2F', 'lookup', 'x'.repeat(2_000)]) {
      expect(await refused(await get(`${PATH}/${id}`), 404), id).toEqual([]);
      expect(await refused(await post(`${PATH}/${id}/revoke`, REASON), 404), id).toEqual([]);
    }
    expect((await get(`${PATH}/%FF`)).status).toBeLessThan(500);
  });

  test('records of others are told of as they are', async () => {
    const legacy = {
      acceptance_id: 'old/1',
      test_name: 'A',
      status: 'active',
      accepted_at: START - 1,
      note: 1,
    };
    await opened.store.riskAcceptances.put(legacy);
    await opened.store.riskAcceptances.put({ acceptance_id: 'odd', status: 'pending' });
    expect(await one('old/1')).toMatchObject({
      ...{ acceptance_id: 'old/1', org_id: null, scope: null, justification: null, state: 'active' },
      accepted_at: '2026-05-01T11:59:59.999Z',
    });
    expect(await list()).toMatchObject({
      data: [{ acceptance_id: 'old/1' }, { acceptance_id: 'odd', status: 'pending', state: 'unreadable' }],
      total: 2,
    });
    expect((await list('status=unreadable')).total).toBe(1);
    expect((await post(`${PATH}/old%2F1/revoke`, REASON)).status).toBe(200);
    expect(await opened.store.riskAcceptances.get('old/1')).toMatchObject({ note: 1, status: 'revoked' });
  });
});

test('while Elasticsearch is away, acceptances and indices are a 503 that says when to try again', async () => {
  const [server] = servers as readonly [TestElasticsearch];
  const opened = await openOnElasticsearch(server.url);
  const proxy = await faultProxy(server.url);
  const through = await opened.another(proxy.url);
  const api = await startApi(through, opened.settings, { redisUrl: inject('redisUrl'), clock: Date.now });
  const post = (path: string, body: object) =>
    fetch(api.url + path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    });
  const created = acceptRisk.response.parse(await (await post(PATH, RISK)).json()).data.acceptance_id;
  const calls: [string, () => Promise<Response>][] = [
    ['accept', () => post(PATH, RISK)],
    ['list', () => fetch(api.url + PATH)],
    ['get', () => fetch(`${api.url}${PATH}/${created}`)],
    ['look up', () => post(`${PATH}/lookup`, { test_names: [RISK.test_name] })],
    ['revoke', () => post(`${PATH}/${created}/revoke`, REASON)],
    ['indices', () => fetch(`${api.url}/api/analytics/indices`)],
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
  const { data, total } = listRiskAcceptances.response.parse(await (await fetch(api.url + PATH)).json());
  expect([total, data[0]?.acceptance_id, data[0]?.state]).toEqual([1, created, 'active']);
  await api.stop();
  await proxy.stop();
  await opened.close();
});
