import { ErrorEnvelope, OPERATIONS, readExecution } from '@achilles/types';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { everyStore, startApi, type TestApi, type TestStore } from './api-over-store.ts';
import { idsOf, PATH, REASON, RISK, RiskClient } from './risk-client.ts';

const START = Date.parse('2026-05-01T12:00:00Z');
const { acceptRisk, lookUpRiskAcceptances } = OPERATIONS;

describe.each(everyStore(inject('elasticsearch')))('risk acceptances over HTTP on %s', (_, openTestStore) => {
  let now: number;
  let opened: TestStore;
  let api: TestApi;
  let client: RiskClient;
  beforeEach(async () => {
    now = START;
    opened = await openTestStore();
    api = await startApi(opened.store, opened.settings, { redisUrl: inject('redisUrl'), clock: () => now });
    client = new RiskClient(api.url);
  });
  afterEach(async () => {
    await api.stop();
    await opened.close();
  });

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
  test('an acceptance says all of itself, and is found again', async () => {
    const created = await client.accept();
    expect(created).toEqual({
      ...RISK,
      acceptance_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      ...{ org_id: null, control_id: null, hostname: null, scope: 'global' },
      ...{ accepted_by: 'anonymous', accepted_by_name: 'anonymous', accepted_at: '2026-05-01T12:00:00.000Z' },
      ...{ status: 'active', state: 'active', expires_at: null },
      ...{ revoked_at: null, revoked_by: null, revoked_by_name: null, revocation_reason: null },
    });
    expect(await client.one(created.acceptance_id)).toEqual(created);
    expect(await client.list()).toEqual({ success: true, data: [created], total: 1 });
    const full = { control_id: 'c1', hostname: 'h1', expires_at: '2026-05-02T00:00:00+02:00', org_id: 'o1' };
    expect(await client.accept(full)).toMatchObject({
      ...full,
      scope: 'host',
      expires_at: '2026-05-01T22:00:00.000Z',
    });
    expect(
      await client.accept({ scope: 'global', hostname: ' ', expires_at: null, control_id: '' }),
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
    const other = new RiskClient(second.url);
    expect(await other.acceptedRows()).toEqual([0, 2]);
    const { acceptance_id: id } = await client.accept();
    expect(await other.acceptedRows()).toEqual([1, 1]);
    expect(await client.acceptedRows()).toEqual([1, 1]);
    expect((await other.revoke(id)).status).toBe(200);
    expect(await client.acceptedRows()).toEqual([0, 2]);
    expect(await other.acceptedRows()).toEqual([0, 2]);
    await second.stop();
  });

  test('covers what it names: a control, a host, an organization', async () => {
    await write('A', 'A', 'A');
    const rowsUnder = async (fields: Record<string, unknown>) => {
      const { acceptance_id: id } = await client.accept({ test_name: 'A', ...fields });
      const [rows] = await client.acceptedRows();
      expect((await client.revoke(id)).status).toBe(200);
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
    const { acceptance_id: id } = await client.accept({ expires_at: '2026-05-01T12:00:10Z' });
    now = START + 9_999;
    expect(await client.acceptedRows()).toEqual([1, 0]);
    expect(await client.one(id)).toMatchObject({ status: 'active', state: 'active' });
    now = START + 10_000;
    expect(await client.acceptedRows()).toEqual([0, 1]);
    expect(await client.one(id)).toMatchObject({ status: 'active', state: 'expired' });
    expect((await client.list('status=active')).total).toBe(0);
    expect(idsOf((await client.list('status=expired')).data)).toEqual([id]);
    expect((await client.revoke(id)).status).toBe(200);
    expect(await client.one(id)).toMatchObject({ status: 'revoked', state: 'revoked' });
  });

  test('is revoked once, with who, when and why', async () => {
    const created = await client.accept();
    now = START + 60_000;
    const ends = await Promise.all(Array.from({ length: 4 }, () => client.revoke(created.acceptance_id)));
    const [first] = ends.filter(({ status }) => status === 200);
    expect(ends.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const { data } = acceptRisk.response.parse(await first?.json());
    expect(data).toEqual({
      ...created,
      ...{ status: 'revoked', state: 'revoked', revocation_reason: REASON.reason },
      ...{ revoked_at: '2026-05-01T12:01:00.000Z', revoked_by: 'anonymous', revoked_by_name: 'anonymous' },
    });
    expect(await client.one(created.acceptance_id)).toEqual(data);
    const again = ErrorEnvelope.parse(await (await client.revoke(created.acceptance_id)).json());
    expect(again.error).toBe(`risk acceptance ${created.acceptance_id} is revoked already`);
  });

  test('the list is the newest first, filtered, page by page, exactly', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 7; i++) {
      // The last two are of one instant.
      now = START + Math.min(i, 5) * 1_000;
      const test_name = i % 2 === 0 ? 'Even, with a comma' : 'Odd';
      ids.unshift((await client.accept({ test_name })).acceptance_id);
    }
    const ordered = [...ids.slice(0, 2).sort(), ...ids.slice(2)];
    expect(idsOf((await client.list()).data)).toEqual(ordered);
    for (const [page, expected] of [
      ordered.slice(0, 3),
      ordered.slice(3, 6),
      ordered.slice(6),
      [],
    ].entries()) {
      const { data, total } = await client.list(`pageSize=3&page=${page + 1}`);
      expect([idsOf(data), total]).toEqual([expected, 7]);
    }
    expect(await client.list('page=9007199254740991&pageSize=1000')).toMatchObject({ data: [], total: 7 });
    expect((await client.list('test_name=Even, with a comma')).total).toBe(4);
    expect((await client.list('test_name=even, with a comma')).total).toBe(0);
    await client.revoke(ids[0] ?? '');
    expect((await client.list('status=active')).total).toBe(6);
    expect(idsOf((await client.list('status=revoked')).data)).toEqual([ids[0]]);
    expect((await client.list('status=active,revoked&test_name=Odd')).total).toBe(3);
  });

  test('a look-up tells what is active, by test and by control', async () => {
    const of = async (fields: Record<string, unknown>) => (await client.accept(fields)).acceptance_id;
    const whole = await of({ test_name: 'A' });
    const control = await of({ test_name: 'A', control_id: 'c1' });
    const other = await of({ test_name: 'A', control_id: 'c2', hostname: 'h1' });
    const named = await of({ test_name: 'A::c1' });
    const proto = await of({ test_name: '__proto__' });
    await client.revoke(await of({ test_name: 'A' }));
    await of({ test_name: 'A', expires_at: '2026-05-01T12:00:01Z' });
    now = START + 1_000;
    const lookUp = async (...test_names: string[]) => {
      const response = await client.post(`${PATH}/lookup`, { test_names });
      const { data } = lookUpRiskAcceptances.response.parse(await response.json());
      return Object.fromEntries(Object.entries(data).map(([key, found]) => [key, idsOf(found)]));
    };
    expect(await lookUp('A', 'none', 'A')).toEqual({ A: [whole], 'A::c1': [control], 'A::c2': [other] });
    // A name is a name, whatever it holds.
    expect(await lookUp('A::c1')).toEqual({ 'A::c1': [named] });
    expect((await lookUp('A', 'A::c1'))['A::c1']?.sort()).toEqual([control, named].sort());
    expect(await lookUp()).toEqual({});
    const response = await client.post(`${PATH}/lookup`, { test_names: ['__proto__'] });
    expect(await response.text()).toContain(proto);
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
    expect(await client.one('old/1')).toMatchObject({
      ...{ acceptance_id: 'old/1', org_id: null, scope: null, justification: null, state: 'active' },
      accepted_at: '2026-05-01T11:59:59.999Z',
    });
    expect(await client.list()).toMatchObject({
      data: [{ acceptance_id: 'old/1' }, { acceptance_id: 'odd', status: 'pending', state: 'unreadable' }],
      total: 2,
    });
    expect((await client.list('status=unreadable')).total).toBe(1);
    expect((await client.post(`${PATH}/old%2F1/revoke`, REASON)).status).toBe(200);
    expect(await opened.store.riskAcceptances.get('old/1')).toMatchObject({ note: 1, status: 'revoked' });
  });
});
