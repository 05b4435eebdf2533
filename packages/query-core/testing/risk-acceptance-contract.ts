import { ApiError } from '@achilles/types';
import { expect, test } from 'vitest';
import { EVERY_ORGANIZATION } from '../src/plan/scope.ts';
import type { RiskAcceptanceStore, RiskRecord } from '../src/ports/risk-acceptance-store.ts';
import { revoked } from '../src/risk/revoked.ts';

const NOW = Date.parse('2026-05-01T12:00:00Z');
const IDS = ['a', 'A', 'a-1', 'a b', 'a/b', '%2F', '..', "it's; --", 'ünï::côdé', '💥'];

const record = (id: string, fields: Record<string, unknown> = {}): RiskRecord => ({
  acceptance_id: id,
  test_name: 'Test',
  status: 'active',
  ...fields,
});

const revoke = (reason: string) => (stored: RiskRecord) =>
  revoked(stored, { reason, caller: { id: 'u', name: 'U', scope: EVERY_ORGANIZATION }, now: NOW });

/** What every store of risk acceptances must do; the surrounding suite opens an empty one for each test. */
export function riskAcceptanceContract(current: () => RiskAcceptanceStore): void {
  test('an empty store has none', async () => {
    expect(await current().list()).toEqual([]);
    expect(await current().get('a')).toBeNull();
    expect(await current().change('a', revoke('nothing to revoke'))).toBeNull();
    expect(await current().list()).toEqual([]);
  });

  test('records come back whole, whatever their ids and fields', async () => {
    const records = IDS.map((id) => record(id, { expires_at: null, note: { of: ['another', 'writer'] } }));
    for (const each of records) await current().put(each);
    for (const each of records) expect(await current().get(each.acceptance_id)).toEqual(each);
    const listed = await current().list();
    expect(listed).toHaveLength(records.length);
    expect(listed).toEqual(expect.arrayContaining(records));
    for (const none of ['b', '', 'a-', 'x'.repeat(5_000)]) expect(await current().get(none)).toBeNull();
  });

  test('a text as long as a body may hold is kept', async () => {
    const long = record('long', { test_name: 'x'.repeat(500_000), justification: 'y'.repeat(500_000) });
    await current().put(long);
    expect(await current().get('long')).toEqual(long);
  });

  test('a change keeps what it does not touch, and is seen at once', async () => {
    await current().put(record('a', { note: 'kept' }));
    await current().put(record('b'));
    const changed = await current().change('a', revoke('no longer accepted'));
    expect(changed).toMatchObject({ acceptance_id: 'a', note: 'kept', status: 'revoked' });
    expect(await current().get('a')).toEqual(changed);
    expect(await current().list()).toEqual(expect.arrayContaining([changed, record('b')]));
  });

  test('a change that throws stores nothing, and its fault reaches the caller', async () => {
    await current().put(record('a'));
    const refuse = () => {
      throw new ApiError('conflict', 'not so');
    };
    await expect(current().change('a', refuse)).rejects.toMatchObject({ code: 'conflict' });
    expect(await current().get('a')).toEqual(record('a'));
    expect(await current().change('a', revoke('no longer accepted'))).toMatchObject({ status: 'revoked' });
  });

  test('changes at once all act, each on what the one before left', async () => {
    await current().put(record('a', { count: 0 }));
    const add = (stored: RiskRecord) => ({ ...stored, count: Number(stored.count) + 1 });
    await Promise.all(Array.from({ length: 8 }, () => current().change('a', add)));
    expect(await current().get('a')).toMatchObject({ count: 8 });
  });

  test('of two who revoke at once one does', async () => {
    await current().put(record('a'));
    const ends = await Promise.allSettled(
      Array.from({ length: 4 }, () => current().change('a', revoke('the same reason'))),
    );
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const end of ends)
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'conflict' });
  });
}
